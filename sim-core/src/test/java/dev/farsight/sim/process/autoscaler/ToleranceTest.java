package dev.farsight.sim.process.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes are rounded as Go's float64 does it (horizontal.go, replica_calculator.go, v1.36). */
class ToleranceTest {

  @ParameterizedTest
  @CsvSource({"55, 100, 100, 56", "50, 100, 100, 50", "7, 10, 10, 7", "115, 100, 20, 23"})
  void ratioTimesPodsIsRoundedUpAsADouble(long usage, long target, int pods, int size) {
    assertThat(Tolerance.ceil((double) usage / target * pods)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"10, 10, 11", "10, 50, 15", "100, 20, 120", "100, 10, 111"})
  void percentPolicyGrowsAsADouble(int size, int percent, int limit) {
    HPAScalingRules rules = new HPAScalingRules(null, "Max", List.of(), null);
    List<HPAScalingPolicy> policies = List.of(new HPAScalingPolicy("Percent", percent, 15));
    assertThat(new ScaleHistory().upLimit(size, rules, policies, 0)).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({"100, 90, 9", "11, 50, 5", "10, 10, 9", "5, 50, 2"})
  void percentPolicyShrinksAsADouble(int size, int percent, int limit) {
    HPAScalingRules rules = new HPAScalingRules(null, "Max", List.of(), null);
    List<HPAScalingPolicy> policies = List.of(new HPAScalingPolicy("Percent", percent, 15));
    assertThat(new ScaleHistory().downLimit(size, rules, policies, 0)).isEqualTo(limit);
  }
}
