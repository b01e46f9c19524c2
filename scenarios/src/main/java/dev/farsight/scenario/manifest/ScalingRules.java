package dev.farsight.scenario.manifest;

import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server would refuse about the speed of an autoscaler.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/autoscaling/validation/validation.go">validation.go</a>
 */
final class ScalingRules {

  private static final int LONGEST_WINDOW_SECONDS = 3_600;
  private static final int LONGEST_PERIOD_SECONDS = 1_800;
  private static final List<String> SELECT_POLICIES = List.of("Max", "Min", "Disabled");
  private static final List<String> POLICY_TYPES = List.of("Pods", "Percent");

  private final FieldRules rules;

  ScalingRules(FieldRules rules) {
    this.rules = rules;
  }

  /** Reports what is wrong with a behavior that stands at a place. */
  void check(@Nullable HorizontalPodAutoscalerBehavior behavior, JsonPath path) {
    if (behavior != null) {
      check(behavior.scaleUp(), path.child("scaleUp"));
      check(behavior.scaleDown(), path.child("scaleDown"));
    }
  }

  private void check(@Nullable HPAScalingRules direction, JsonPath path) {
    if (direction == null) {
      return;
    }
    rules.within(
        direction.stabilizationWindowSeconds(),
        0,
        LONGEST_WINDOW_SECONDS,
        path.child("stabilizationWindowSeconds"));
    rules.oneOf(direction.selectPolicy(), SELECT_POLICIES, path.child("selectPolicy"));
    for (int i = 0; i < direction.policies().size(); i++) {
      HPAScalingPolicy policy = direction.policies().get(i);
      JsonPath place = path.child("policies").child(i);
      rules.oneOf(policy.type(), POLICY_TYPES, place.child("type"));
      rules.atLeast(policy.value(), 1, place.child("value"));
      rules.within(policy.periodSeconds(), 1, LONGEST_PERIOD_SECONDS, place.child("periodSeconds"));
    }
  }
}
