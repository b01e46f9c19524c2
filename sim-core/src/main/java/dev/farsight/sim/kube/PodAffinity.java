package dev.farsight.sim.kube;

import java.util.List;

/**
 * Pods that a pod wants to be near.
 *
 * @param requiredDuringSchedulingIgnoredDuringExecution hard requirements
 * @param preferredDuringSchedulingIgnoredDuringExecution weighted wishes
 */
public record PodAffinity(
    List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
    List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodAffinity {
    requiredDuringSchedulingIgnoredDuringExecution =
        List.copyOf(requiredDuringSchedulingIgnoredDuringExecution);
    preferredDuringSchedulingIgnoredDuringExecution =
        List.copyOf(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
