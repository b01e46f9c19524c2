package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod requires and prefers of node labels.
 *
 * @param requiredDuringSchedulingIgnoredDuringExecution hard requirement; absent when not set
 * @param preferredDuringSchedulingIgnoredDuringExecution weighted wishes
 */
public record NodeAffinity(
    @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
    List<PreferredSchedulingTerm> preferredDuringSchedulingIgnoredDuringExecution) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeAffinity {
    preferredDuringSchedulingIgnoredDuringExecution =
        List.copyOf(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
