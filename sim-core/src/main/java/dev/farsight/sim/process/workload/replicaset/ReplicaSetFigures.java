package dev.farsight.sim.process.workload.replicaset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a ReplicaSet's status says of its pods ({@code replica_set_utils.go}). */
final class ReplicaSetFigures {

  private static final String REPLICA_FAILURE = "ReplicaFailure";

  private ReplicaSetFigures() {}

  /** Returns the wanted number of pods; absent counts as 1, as the API defaults it. */
  static int replicas(ReplicaSet replicaSet) {
    Integer replicas = replicaSet.spec().replicas();
    return replicas == null ? 1 : replicas;
  }

  /** Returns for how many seconds a pod must be Ready to be available. */
  static int minReadySeconds(ReplicaSet replicaSet) {
    Integer seconds = replicaSet.spec().minReadySeconds();
    return seconds == null ? 0 : seconds;
  }

  /** Returns the status that follows from the pods, with the old observedGeneration. */
  static ReplicaSetStatus status(
      ReplicaSet replicaSet,
      List<Pod> active,
      int terminating,
      @Nullable ApiException refusal,
      Timestamp now) {
    LabelSelector templateLabels =
        LabelSelector.ofLabels(replicaSet.spec().template().metadata().labels());
    int fullyLabeled = 0;
    int ready = 0;
    int available = 0;
    for (Pod pod : active) {
      fullyLabeled += templateLabels.matches(pod.metadata().labels()) ? 1 : 0;
      ready += PodState.isReady(pod) ? 1 : 0;
      available += PodState.isAvailable(pod, minReadySeconds(replicaSet), now) ? 1 : 0;
    }
    return new ReplicaSetStatus(
        active.size(),
        fullyLabeled,
        ready,
        available,
        terminating,
        replicaSet.status().observedGeneration(),
        conditions(replicaSet, active.size(), refusal, now));
  }

  private static List<Condition> conditions(
      ReplicaSet replicaSet, int activeCount, @Nullable ApiException refusal, Timestamp now) {
    List<Condition> conditions = new ArrayList<>();
    boolean failing = false;
    for (Condition condition : replicaSet.status().conditions()) {
      boolean failure = condition.type().equals(REPLICA_FAILURE);
      failing |= failure;
      if (!failure || refusal != null) {
        conditions.add(condition);
      }
    }
    if (refusal != null && !failing) {
      int surplus = activeCount - replicas(replicaSet);
      String reason = surplus < 0 ? "FailedCreate" : surplus > 0 ? "FailedDelete" : "";
      String message = refusal.getMessage() == null ? "" : refusal.getMessage();
      Timestamp since = now.truncatedToSecond();
      conditions.add(new Condition(REPLICA_FAILURE, "True", reason, message, since, null));
    }
    return conditions;
  }

  /** Returns a status with another observedGeneration. */
  static ReplicaSetStatus observed(ReplicaSetStatus status, long generation) {
    return new ReplicaSetStatus(
        status.replicas(),
        status.fullyLabeledReplicas(),
        status.readyReplicas(),
        status.availableReplicas(),
        status.terminatingReplicas(),
        generation,
        status.conditions());
  }
}
