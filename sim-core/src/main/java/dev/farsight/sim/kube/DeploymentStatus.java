package dev.farsight.sim.kube;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a Deployment.
 *
 * @param observedGeneration generation the controller has seen
 * @param replicas pods that are not terminating
 * @param updatedReplicas pods of the current template
 * @param readyReplicas Ready pods
 * @param availableReplicas available pods
 * @param unavailableReplicas pods missing for full availability
 * @param terminatingReplicas pods being deleted; absent when not set
 * @param collisionCount collisions of template hashes; absent when not set
 * @param conditions Available, Progressing, ReplicaFailure
 */
public record DeploymentStatus(
    long observedGeneration,
    int replicas,
    int updatedReplicas,
    int readyReplicas,
    int availableReplicas,
    int unavailableReplicas,
    @Nullable Integer terminatingReplicas,
    @Nullable Integer collisionCount,
    List<Condition> conditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public DeploymentStatus {
    conditions = List.copyOf(conditions);
  }

  /** Returns a copy with another {@code conditions}. */
  public DeploymentStatus withConditions(List<Condition> conditions) {
    return new DeploymentStatus(
        observedGeneration,
        replicas,
        updatedReplicas,
        readyReplicas,
        availableReplicas,
        unavailableReplicas,
        terminatingReplicas,
        collisionCount,
        conditions);
  }

  /** As the compiler would write it, in plain calls: every sync of a Deployment asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof DeploymentStatus that
            && observedGeneration == that.observedGeneration
            && replicas == that.replicas
            && updatedReplicas == that.updatedReplicas
            && readyReplicas == that.readyReplicas
            && availableReplicas == that.availableReplicas
            && unavailableReplicas == that.unavailableReplicas
            && Objects.equals(terminatingReplicas, that.terminatingReplicas)
            && Objects.equals(collisionCount, that.collisionCount)
            && conditions.equals(that.conditions));
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        observedGeneration, replicas, updatedReplicas, readyReplicas, availableReplicas);
  }
}
