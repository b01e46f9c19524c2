package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a DaemonSet.
 *
 * @param selector pods that belong to it; absent when not set
 * @param template what pods are made from
 * @param updateStrategy how pods are replaced; absent when not set
 * @param minReadySeconds seconds a pod must be Ready to count as available; absent when not set
 * @param revisionHistoryLimit old revisions kept; absent when not set
 */
public record DaemonSetSpec(
    @Nullable LabelSelector selector,
    PodTemplateSpec template,
    @Nullable DaemonSetUpdateStrategy updateStrategy,
    @Nullable Integer minReadySeconds,
    @Nullable Integer revisionHistoryLimit) {

  /** Returns a copy with another {@code template}. */
  public DaemonSetSpec withTemplate(PodTemplateSpec template) {
    return new DaemonSetSpec(
        selector, template, updateStrategy, minReadySeconds, revisionHistoryLimit);
  }
}
