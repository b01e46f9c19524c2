package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a ReplicaSet.
 *
 * @param replicas number of pods; absent when not set
 * @param minReadySeconds seconds a pod must be Ready to count as available; absent when not set
 * @param selector pods that belong to it; absent when not set
 * @param template what pods are made from
 */
public record ReplicaSetSpec(
    @Nullable Integer replicas,
    @Nullable Integer minReadySeconds,
    @Nullable LabelSelector selector,
    PodTemplateSpec template) {

  /** Returns a copy with another {@code replicas}. */
  public ReplicaSetSpec withReplicas(@Nullable Integer replicas) {
    return new ReplicaSetSpec(replicas, minReadySeconds, selector, template);
  }

  /** Returns a copy with another {@code minReadySeconds}. */
  public ReplicaSetSpec withMinReadySeconds(@Nullable Integer minReadySeconds) {
    return new ReplicaSetSpec(replicas, minReadySeconds, selector, template);
  }
}
