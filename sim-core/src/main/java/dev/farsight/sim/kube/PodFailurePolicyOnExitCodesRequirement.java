package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exit codes a pod failure rule speaks of.
 *
 * @param containerName container, absent for all
 * @param operator In or NotIn
 * @param values exit codes
 */
public record PodFailurePolicyOnExitCodesRequirement(
    @Nullable String containerName, String operator, List<Integer> values) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodFailurePolicyOnExitCodesRequirement {
    values = List.copyOf(values);
  }
}
