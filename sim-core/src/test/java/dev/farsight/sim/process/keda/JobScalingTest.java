package dev.farsight.sim.process.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.JobSpec;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ScaledJobSpec;
import dev.farsight.sim.kube.ScalingStrategy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobScalingTest {

  private static final JobSpec JOB =
      new JobSpec(
          1,
          1,
          null,
          0,
          null,
          null,
          null,
          null,
          null,
          null,
          new PodTemplateSpec(ObjectMeta.template(Map.of(), Map.of()), ScalingStage.NO_PODS),
          null,
          null,
          null,
          null,
          null);

  private static ScaledJobSpec spec(
      @Nullable Integer min, @Nullable Integer max, @Nullable ScalingStrategy strategy) {
    return new ScaledJobSpec(JOB, null, null, null, null, null, min, max, strategy, List.of());
  }

  private static ScalingStrategy strategy(String name) {
    return new ScalingStrategy(name, 1, "0.5", List.of(), null);
  }

  private static JobScaling.Queue queue(long messages, long target) {
    return new JobScaling.Queue(messages * 1000, target * 1000, messages > 0);
  }

  /** Expected figures: pkg/scaling/executor/scale_jobs.go of KEDA v2.20.2, worked out by hand. */
  @ParameterizedTest(name = "{0}: {1} messages, {2} running, {3} pending: {4} new Jobs")
  @CsvSource({
    "default, 12, 0, 0, 5",
    "default, 12, 5, 0, 0",
    "default, 7, 3, 3, 2",
    "default, 2, 0, 0, 2",
    "accurate, 12, 0, 0, 5",
    "accurate, 3, 2, 0, 3",
    "accurate, 3, 2, 2, 1",
    "accurate, 12, 4, 1, 1",
    "eager, 3, 1, 1, 3",
    "eager, 12, 2, 1, 2",
    "custom, 12, 4, 0, 2",
    "custom, 12, 0, 0, 4",
  })
  void strategyDecidesHowManyJobsAreNew(
      String name, long messages, long running, long pending, long expected) {
    ScaledJobSpec spec = spec(null, 5, strategy(name));
    JobScaling.Demand demand = JobScaling.demand(spec, List.of(queue(messages, 1)));
    assertThat(JobScaling.create(spec, demand, running, pending)).isEqualTo(expected);
  }

  @Test
  void neverMoreJobsThanMessagesButForEager() {
    JobScaling.Demand demand = JobScaling.demand(spec(null, 10, null), List.of(queue(3, 1)));
    assertThat(JobScaling.create(spec(null, 10, strategy("accurate")), demand, 0, 0)).isEqualTo(3);
  }

  @Test
  void leastNumberOfJobsComesFirstAndAlone() {
    ScaledJobSpec spec = spec(2, 10, null);
    JobScaling.Demand demand = JobScaling.demand(spec, List.of(queue(6, 1)));
    assertThat(JobScaling.create(spec, demand, 0, 0)).isEqualTo(2);
    assertThat(JobScaling.create(spec, demand, 2, 0)).isEqualTo(6);
  }

  @Test
  void leastNumberOfJobsIsActiveWithoutMessages() {
    assertThat(JobScaling.demand(spec(1, 10, null), List.of(queue(0, 1))).active()).isTrue();
    assertThat(JobScaling.demand(spec(null, 10, null), List.of(queue(0, 1))).active()).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1} messages, {2} Jobs")
  @CsvSource({"max, 9, 5", "sum, 14, 7", "avg, 7, 4", "min, 5, 3"})
  void severalTriggersAreCombined(String how, long length, long jobs) {
    ScaledJobSpec spec = spec(null, 100, new ScalingStrategy(null, null, null, List.of(), how));
    JobScaling.Demand demand = JobScaling.demand(spec, List.of(queue(9, 2), queue(5, 2)));
    assertThat(demand).isEqualTo(new JobScaling.Demand(true, length, jobs));
  }
}
