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
  private final long callNanos;
  private final Map<String, EventSeriesRecorder> recorders = new LinkedHashMap<>();
  private long failurePatches;

  /**
   * Makes the calls of one scheduler.
   *
   * @param cluster API server
   * @param schedulerNames names of its profiles
   * @param binder takes pods to be bound
   * @param callNanos how long a call takes, in nanoseconds, at least 0
   */
  ClusterApi(Cluster cluster, List<String> schedulerNames, Consumer<Pod> binder, long callNanos) {
    this.callNanos = callNanos;
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
   * @param key key of the pod
   * @param assumed the pod on its node
   * @throws ApiException if the pod is gone or bound
   */
  void writeBinding(String key, Pod assumed) {
    Pod current = cluster.get(Kinds.POD, key);
    if (current == null || !current.metadata().uid().equals(assumed.metadata().uid())) {
      throw ApiException.notFound("pods", assumed.name());
    }
    if (current.spec().nodeName() != null || current.metadata().isTerminating()) {
      throw ApiException.conflict("pods/binding", assumed.name());
    }
    cluster.modify(
        Kinds.POD,
        key,
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
    failurePatches++;
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
  public void deleteVictim(Pod preemptor, Pod victim, String nodeName, boolean afterOthers) {
    String scheduler = String.valueOf(preemptor.spec().schedulerName());
    String text = scheduler + ": preempting to accommodate a higher priority pod";
    PodCondition condition =
        new PodCondition("DisruptionTarget", "True", "PreemptionByScheduler", text, null);
    patch(victim, pod -> withCondition(pod, condition));
    try {
      // A patch and a deletion for each victim: all but the last side by side, then the last.
      long calls = afterOthers ? 4 : 2;
      DeleteOptions options = DeleteOptions.ofUid(victim.metadata().uid());
      cluster.delete(Kinds.POD, victim.key(), options, calls * callNanos);
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

  /** Returns how many failures were written into the status of pods so far. */
  long failurePatches() {
    return failurePatches;
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
