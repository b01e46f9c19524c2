package dev.farsight.bench.scheduler;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.PluginFramework;
import dev.farsight.sim.process.scheduler.Scheduler;
import dev.farsight.sim.process.scheduler.SchedulerApi;
import dev.farsight.sim.process.scheduler.SchedulerFramework;
import dev.farsight.sim.process.scheduler.SchedulerProbe;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.NominatedPods;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import dev.farsight.sim.process.scheduler.queue.QueueSettings;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scheduler whose bindings succeed at once, and whose watches tell it so. */
final class SchedulerAlone implements SchedulerApi {

  private final Map<String, Pod> pods = new HashMap<>();
  private final Scheduler scheduler;
  private long checksum;
  private int placedCount;

  SchedulerAlone(List<Node> nodes) {
    KubernetesVersion version = KubernetesVersion.ofMinor(36);
    RandomStream ties = new RandomStreams(1).stream("ties");
    SchedulerFramework framework =
        new PluginFramework(
                List.of(SchedulingProfile.defaultOf(version, 0)),
                TieBreak.drawnFrom(ties),
                count -> 0)
            .make(new Nominations());
    this.scheduler =
        new Scheduler(
            framework.profiles(),
            framework.view(),
            QueueSettings.DEFAULT,
            false,
            pods::get,
            this,
            SchedulerProbe.NONE,
            () -> 0);
    nodes.forEach(scheduler::onNodeAdded);
  }

  private final class Nominations implements NominatedPods {
    @Override
    public List<Pod> onNode(String nodeName) {
      return scheduler.queue().nominatedPodsForNode(nodeName);
    }

    @Override
    public boolean mayExist() {
      return scheduler.queue().hasNominatedPods();
    }
  }

  /** Queues pods and places them one after the other; returns a checksum of where they went. */
  long place(List<Pod> wanted) {
    for (Pod pod : wanted) {
      pods.put(pod.key(), pod);
      scheduler.onPodAdded(pod);
    }
    Scheduler.@Nullable Attempt attempt = scheduler.beginAttempt();
    while (attempt != null) {
      scheduler.endAttempt(attempt);
      attempt = scheduler.beginAttempt();
    }
    return checksum;
  }

  int placedCount() {
    return placedCount;
  }

  @Override
  public void bind(Pod assumed) {
    placedCount++;
    checksum = checksum * 31 + String.valueOf(assumed.spec().nodeName()).hashCode();
    Pod before = pods.put(assumed.key(), assumed);
    scheduler.bindSucceeded(assumed);
    scheduler.onPodUpdated(before == null ? assumed : before, assumed);
  }

  @Override
  public void patchFailure(Pod pod, String reason, String message, NominatingInfo nominatingInfo) {}

  @Override
  public boolean clearNomination(Pod pod) {
    return true;
  }

  @Override
  public void deleteVictim(Pod preemptor, Pod victim, String nodeName, boolean afterOthers) {}

  @Override
  public void event(Pod pod, String type, String reason, String note) {}
}
