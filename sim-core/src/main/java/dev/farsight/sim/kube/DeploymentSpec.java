package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a Deployment.
 *
 * @param replicas number of pods; absent when not set
 * @param selector pods that belong to it; absent when not set
 * @param template what pods are made from
 * @param strategy how pods are replaced; absent when not set
 * @param minReadySeconds seconds a pod must be Ready to count as available; absent when not set
 * @param revisionHistoryLimit old ReplicaSets kept; absent when not set
 * @param paused whether roll-outs are held; absent when not set
 * @param progressDeadlineSeconds seconds without progress before the roll-out counts as failed;
 *     absent when not set
 */
public record DeploymentSpec(
    @Nullable Integer replicas,
    @Nullable LabelSelector selector,
    PodTemplateSpec template,
    @Nullable DeploymentStrategy strategy,
    @Nullable Integer minReadySeconds,
    @Nullable Integer revisionHistoryLimit,
    @Nullable Boolean paused,
    @Nullable Integer progressDeadlineSeconds) {

  /** Returns a copy with another {@code replicas}. */
  public DeploymentSpec withReplicas(@Nullable Integer replicas) {
    return new DeploymentSpec(
        replicas,
        selector,
        template,
        strategy,
        minReadySeconds,
        revisionHistoryLimit,
        paused,
        progressDeadlineSeconds);
  }

  /** Returns a copy with another {@code template}. */
  public DeploymentSpec withTemplate(PodTemplateSpec template) {
    return new DeploymentSpec(
        replicas,
        selector,
        template,
        strategy,
        minReadySeconds,
        revisionHistoryLimit,
        paused,
        progressDeadlineSeconds);
  }

  /** Returns a copy with another {@code paused}. */
  public DeploymentSpec withPaused(@Nullable Boolean paused) {
    return new DeploymentSpec(
        replicas,
        selector,
        template,
        strategy,
        minReadySeconds,
        revisionHistoryLimit,
        paused,
        progressDeadlineSeconds);
  }
}
