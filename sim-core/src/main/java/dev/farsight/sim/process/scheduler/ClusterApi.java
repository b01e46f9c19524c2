package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventSeriesRecorder;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The scheduler's calls to the simulated API server. */
final class ClusterApi implements SchedulerApi {

  private static final String POD_SCHEDULED = "PodScheduled";

  private final Cluster cluster;
  private final Consumer<Pod> binder;
  private final Map<String, EventSeriesRecorder> recorders = new LinkedHashMap<>();

  ClusterApi(Cluster cluster, List<String> schedulerNames, Consumer<Pod> binder) {
    this.cluster = cluster;
    this.binder = binder;
    for (String name : schedulerNames) {
      recorders.put(name, new EventSeriesRecorder(cluster, name));
    }
  }

  @Override
  public void bind(Pod assumed) {
    binder.accept(assumed);
  }

  /**
   * Writes the binding.
   *
   * @throws ApiException if the pod is gone or bound
   */
  void writeBinding(Pod assumed) {
    Pod current = cluster.get(Kinds.POD, assumed.key());
    if (current == null || !current.metadata().uid().equals(assumed.metadata().uid())) {
      throw ApiException.notFound("pods", assumed.name());
    }
    if (current.spec().nodeName() != null || current.metadata().isTerminating()) {
      throw ApiException.conflict("pods/binding", assumed.name());
    }
    cluster.modify(
        Kinds.POD,
        assumed.key(),
        pod ->
            pod.withSpec(pod.spec().withNodeName(assumed.spec().nodeName()))
                .withStatus(
                    withCondition(pod, new PodCondition(POD_SCHEDULED, "True", null, null, null))
                        .status()
                        .withNominatedNodeName(null)));
  }

  @Override
  public void patchFailure(Pod seen, String reason, String message, NominatingInfo nominatingInfo) {
    PodCondition condition = new PodCondition(POD_SCHEDULED, "False", reason, message, null);
    Pod wanted = nominated(withCondition(seen, condition), nominatingInfo);
    if (wanted.status().equals(seen.status())) {
      return;
    }
    patch(seen, pod -> nominated(withCondition(pod, condition), nominatingInfo));
  }

  private static Pod nominated(Pod pod, NominatingInfo info) {
    if (!info.override()) {
      return pod;
    }
    String node = info.nominatedNodeName().isEmpty() ? null : info.nominatedNodeName();
    return pod.withStatus(pod.status().withNominatedNodeName(node));
  }

  @Override
  public boolean clearNomination(Pod seen) {
    patch(seen, pod -> nominated(pod, NominatingInfo.CLEAR));
    return true;
  }

  @Override
  public void deleteVictim(Pod preemptor, Pod victim, String nodeName) {
    String scheduler = String.valueOf(preemptor.spec().schedulerName());
    String text = scheduler + ": preempting to accommodate a higher priority pod";
    PodCondition condition =
        new PodCondition("DisruptionTarget", "True", "PreemptionByScheduler", text, null);
    patch(victim, pod -> withCondition(pod, condition));
    try {
      cluster.delete(Kinds.POD, victim.key(), DeleteOptions.ofUid(victim.metadata().uid()));
    } catch (ApiException gone) {
      return;
    }
    recorder(preemptor)
        .record(
            victim,
            "Normal",
            "Preempted",
            "Preempted by pod " + preemptor.metadata().uid() + " on node " + nodeName);
  }

  @Override
  public void event(Pod pod, String type, String reason, String note) {
    recorder(pod).record(pod, type, reason, note);
  }

  private EventSeriesRecorder recorder(Pod pod) {
    String name = String.valueOf(pod.spec().schedulerName());
    return recorders.computeIfAbsent(name, each -> new EventSeriesRecorder(cluster, each));
  }

  /** Writes what finished event series have counted. */
  void finishEventSeries() {
    recorders.values().forEach(EventSeriesRecorder::finishSeries);
  }

  private void patch(Pod seen, UnaryOperator<Pod> change) {
    Pod current = cluster.get(Kinds.POD, seen.key());
    if (current != null && current.metadata().uid().equals(seen.metadata().uid())) {
      cluster.modify(Kinds.POD, seen.key(), change);
    }
  }

  /** Sets a condition; the time of transition moves only when the status changes. */
  private Pod withCondition(Pod pod, PodCondition wanted) {
    List<PodCondition> conditions = new ArrayList<>(pod.status().conditions());
    for (int i = 0; i < conditions.size(); i++) {
      PodCondition old = conditions.get(i);
      if (old.type().equals(wanted.type())) {
        boolean same = old.status().equals(wanted.status());
        conditions.set(
            i,
            new PodCondition(
                wanted.type(),
                wanted.status(),
                wanted.reason(),
                wanted.message(),
                same ? old.lastTransitionTime() : cluster.now()));
        return pod.withStatus(pod.status().withConditions(conditions));
      }
    }
    conditions.add(
        new PodCondition(
            wanted.type(), wanted.status(), wanted.reason(), wanted.message(), cluster.now()));
    return pod.withStatus(pod.status().withConditions(conditions));
  }
}
