package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.cycle.SchedulingAlgorithm;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.SearchStart;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NominatedPods;
import dev.farsight.sim.process.scheduler.framework.PreEnqueuePlugin;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import dev.farsight.sim.process.scheduler.queue.PreEnqueueGate;
import dev.farsight.sim.process.scheduler.queue.QueueProfile;
import dev.farsight.sim.process.scheduler.queue.QueueingHints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Joins the queue to the plugins: scheduler profiles that decide on one {@link ClusterSnapshot}.
 */
public final class PluginFramework implements SchedulerFramework.Factory {

  private final List<SchedulingProfile> profiles;
  private final TieBreak tieBreak;
  private final IntUnaryOperator preemptionOffset;

  /**
   * Makes the factory of the profiles of a scheduler.
   *
   * @param profiles plugins and their arguments, under the names that pods ask for
   * @param tieBreak chooses among the best nodes
   * @param preemptionOffset draws the node at which preemption begins, given their number
   */
  public PluginFramework(
      List<SchedulingProfile> profiles, TieBreak tieBreak, IntUnaryOperator preemptionOffset) {
    this.profiles = List.copyOf(profiles);
    this.tieBreak = tieBreak;
    this.preemptionOffset = preemptionOffset;
  }

  @Override
  public SchedulerFramework make(NominatedPods nominatedPods) {
    ClusterSnapshot snapshot = new ClusterSnapshot();
    snapshot.setNominatedPods(nominatedPods);
    SearchStart searchStart = new SearchStart();
    List<SchedulerProfile> made = new ArrayList<>();
    for (SchedulingProfile profile : profiles) {
      made.add(
          new Profile(
              profile.profile().schedulerName(),
              profile.on(snapshot, tieBreak, preemptionOffset, searchStart)));
    }
    return new SchedulerFramework(new SnapshotView(snapshot), made);
  }

  /** The snapshot as the scheduler's cache fills it. */
  private record SnapshotView(ClusterSnapshot snapshot) implements ClusterView {

    @Override
    public void setNode(Node node) {
      snapshot.setNode(node);
    }

    @Override
    public void removeNode(String name) {
      snapshot.removeNode(name);
    }

    @Override
    public void addPod(Pod pod) {
      snapshot.addPod(pod);
    }

    @Override
    public void removePod(Pod pod) {
      snapshot.removePod(pod);
    }

    @Override
    public void setObject(KubeObject object) {
      snapshot.set(object);
    }

    @Override
    public void removeObject(KubeObject object) {
      snapshot.remove(object);
    }
  }

  /** A profile whose cycle runs the plugins. */
  private record Profile(String schedulerName, SchedulingAlgorithm algorithm)
      implements SchedulerProfile {

    @Override
    public QueueProfile queueProfile() {
      List<PreEnqueueGate> gates = new ArrayList<>();
      for (PreEnqueuePlugin plugin : algorithm.preEnqueuePlugins()) {
        gates.add(new PreEnqueueGate(plugin.name(), pod -> plugin.preEnqueue(pod).isSuccess()));
      }
      return new QueueProfile(new QueueingHints(algorithm.enqueueExtensions()), gates);
    }

    @Override
    public CycleOutcome schedule(Pod pod) {
      Attempt attempt = algorithm.schedule(pod);
      String node = attempt.node();
      if (node != null) {
        return CycleOutcome.found(node, attempt.best());
      }
      return CycleOutcome.failed(
          new CycleOutcome.Failure(
              attempt.message(),
              attempt.rejected(),
              List.copyOf(attempt.unschedulablePlugins()),
              List.of(),
              nomination(attempt),
              attempt.victims(),
              attempt.pdbViolations()));
    }

    private static NominatingInfo nomination(Attempt attempt) {
      String nominated = attempt.nominatedNode();
      return nominated == null ? NominatingInfo.NOOP : NominatingInfo.to(nominated);
    }
  }
}
