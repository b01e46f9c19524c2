package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speed of scaling in both directions.
 *
 * @param scaleUp upwards; absent when not set
 * @param scaleDown downwards; absent when not set
 */
public record HorizontalPodAutoscalerBehavior(
    @Nullable HPAScalingRules scaleUp, @Nullable HPAScalingRules scaleDown) {

  /**
   * Returns the behaviour as the API server stores it: what is absent gets its default.
   *
   * @see <a
   *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/autoscaling/v2/defaults.go">upstream
   *     defaults</a>
   */
  public HorizontalPodAutoscalerBehavior completed() {
    List<HPAScalingPolicy> double15 = List.of(new HPAScalingPolicy("Percent", 100, 15));
    List<HPAScalingPolicy> up =
        List.of(new HPAScalingPolicy("Pods", 4, 15), new HPAScalingPolicy("Percent", 100, 15));
    return new HorizontalPodAutoscalerBehavior(
        completed(scaleUp, 0, up), completed(scaleDown, null, double15));
  }

  private static HPAScalingRules completed(
      @Nullable HPAScalingRules rules,
      @Nullable Integer windowSeconds,
      List<HPAScalingPolicy> policies) {
    if (rules == null) {
      return new HPAScalingRules(windowSeconds, "Max", policies, null);
    }
    Integer window = rules.stabilizationWindowSeconds();
    return new HPAScalingRules(
        window == null ? windowSeconds : window,
        rules.selectPolicy() == null ? "Max" : rules.selectPolicy(),
        rules.policies().isEmpty() ? policies : rules.policies(),
        rules.tolerance());
  }
}
