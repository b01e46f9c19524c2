package dev.farsight.sim.process.workload.replicaset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.kube.Timestamp;
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
      ReplicaSet replicaSet, PodFigures pods, @Nullable ApiException refusal, Timestamp now) {
    return new ReplicaSetStatus(
        pods.active(),
        pods.fullyLabeled(),
        pods.ready(),
        pods.available(),
        pods.terminating(),
        replicaSet.status().observedGeneration(),
        conditions(replicaSet, pods.active(), refusal, now));
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
