package dev.farsight.sim.kube;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ReplicaSet.
 *
 * @param replicas pods that are not terminating
 * @param fullyLabeledReplicas pods with all labels of the template
 * @param readyReplicas Ready pods
 * @param availableReplicas available pods
 * @param terminatingReplicas pods being deleted; absent when not set
 * @param observedGeneration generation the controller has seen
 * @param conditions ReplicaFailure
 */
public record ReplicaSetStatus(
    int replicas,
    int fullyLabeledReplicas,
    int readyReplicas,
    int availableReplicas,
    @Nullable Integer terminatingReplicas,
    long observedGeneration,
    List<Condition> conditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ReplicaSetStatus {
    conditions = List.copyOf(conditions);
  }

  /** As the compiler would write it, in plain calls: every sync of a ReplicaSet asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ReplicaSetStatus that
            && observedGeneration == that.observedGeneration
            && replicas == that.replicas
            && fullyLabeledReplicas == that.fullyLabeledReplicas
            && readyReplicas == that.readyReplicas
            && availableReplicas == that.availableReplicas
            && Objects.equals(terminatingReplicas, that.terminatingReplicas)
            && conditions.equals(that.conditions));
  }

  @Override
  public int hashCode() {
    return Objects.hash(observedGeneration, replicas, readyReplicas, availableReplicas);
  }
}
