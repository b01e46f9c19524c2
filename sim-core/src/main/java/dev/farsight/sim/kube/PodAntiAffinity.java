package dev.farsight.sim.kube;

import java.util.List;

/**
 * Pods that a pod wants to be away from.
 *
 * @param requiredDuringSchedulingIgnoredDuringExecution hard requirements
 * @param preferredDuringSchedulingIgnoredDuringExecution weighted wishes
 */
public record PodAntiAffinity(
    List<PodAffinityTerm> requiredDuringSchedulingIgnoredDuringExecution,
    List<WeightedPodAffinityTerm> preferredDuringSchedulingIgnoredDuringExecution) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodAntiAffinity {
    requiredDuringSchedulingIgnoredDuringExecution =
        List.copyOf(requiredDuringSchedulingIgnoredDuringExecution);
    preferredDuringSchedulingIgnoredDuringExecution =
        List.copyOf(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
