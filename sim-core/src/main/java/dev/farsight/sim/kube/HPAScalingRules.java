package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speed of scaling in one direction.
 *
 * @param stabilizationWindowSeconds seconds over which recommendations are held; absent when not
 *     set
 * @param selectPolicy Max, Min or Disabled; absent when not set
 * @param policies bounds
 * @param tolerance ratio within which nothing is done; absent when not set
 */
public record HPAScalingRules(
    @Nullable Integer stabilizationWindowSeconds,
    @Nullable String selectPolicy,
    List<HPAScalingPolicy> policies,
    @Nullable Quantity tolerance) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public HPAScalingRules {
    policies = List.copyOf(policies);
  }
}
