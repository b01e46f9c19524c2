package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many Jobs a ScaledJob creates.
 *
 * @param strategy default, custom, accurate or eager; absent for default
 * @param customScalingQueueLengthDeduction custom: messages left out; absent for 0
 * @param customScalingRunningJobPercentage custom: share of the running Jobs left out, as text;
 *     absent for none
 * @param pendingPodConditions conditions without which a Job counts as pending
 * @param multipleScalersCalculation min, avg, sum or max; absent for max
 */
public record ScalingStrategy(
    @Nullable String strategy,
    @Nullable Integer customScalingQueueLengthDeduction,
    @Nullable String customScalingRunningJobPercentage,
    List<String> pendingPodConditions,
    @Nullable String multipleScalersCalculation) {

  /** Makes the list unmodifiable. */
  public ScalingStrategy {
    pendingPodConditions = List.copyOf(pendingPodConditions);
  }
}
