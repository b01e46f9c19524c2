package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with one sort of failed pods.
 *
 * @param action FailJob, FailIndex, Ignore or Count
 * @param onExitCodes exit codes; absent when not set
 * @param onPodConditions conditions
 */
public record PodFailurePolicyRule(
    String action,
    @Nullable PodFailurePolicyOnExitCodesRequirement onExitCodes,
    List<PodFailurePolicyOnPodConditionsPattern> onPodConditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodFailurePolicyRule {
    onPodConditions = List.copyOf(onPodConditions);
  }
}
