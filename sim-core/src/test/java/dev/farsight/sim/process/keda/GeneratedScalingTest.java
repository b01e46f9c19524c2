package dev.farsight.sim.process.keda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.Fallback;
import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.HorizontalPodAutoscalerConfig;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ScaleTarget;
import dev.farsight.sim.kube.ScaledObjectSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Loads, behaviours, pauses and failures at random: what syncs keep from one to the next and what
 * they leave out changes nothing.
 */
class GeneratedScalingTest {

  private static final int RUNS = 150;
  private static final int SECONDS = 1_500;
  private static final String[] FAILURES = {
    "error", ExternalMetric.NOT_FOUND, ExternalMetric.HANG, "error"
  };
  private static final String[] POLICIES = {"Max", "Min", "Disabled"};
  private static final String[] BEHAVIOURS = {
    "static", "currentReplicas", "currentReplicasIfHigher", "currentReplicasIfLower"
  };

  /** What a run came to. */
  private record Outcome(long digest, List<String> steps) {}

  private static @Nullable HPAScalingRules rules(Random random) {
    if (random.nextInt(3) == 0) {
      return null;
    }
    List<HPAScalingPolicy> policies = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      policies.add(
          random.nextBoolean()
              ? new HPAScalingPolicy("Pods", 1 + random.nextInt(4), 15 * (1 + random.nextInt(8)))
              : new HPAScalingPolicy("Percent", 10 + random.nextInt(190), 60));
    }
    Integer window = random.nextBoolean() ? null : 15 * random.nextInt(20);
    String select = random.nextInt(3) == 0 ? POLICIES[random.nextInt(3)] : null;
    return new HPAScalingRules(window, select, policies, null);
  }

  private static ScaledObjectSpec spec(Random random) {
    ScaledObjectSpec plain =
        random.nextBoolean()
            ? ScalingStage.spec(ScalingStage.trigger("a", 5))
            : ScalingStage.spec(ScalingStage.trigger("a", 5), ScalingStage.trigger("b", 2));
    HorizontalPodAutoscalerBehavior behavior =
        random.nextInt(3) == 0
            ? null
            : new HorizontalPodAutoscalerBehavior(rules(random), rules(random));
    AdvancedConfig advanced =
        behavior == null
            ? null
            : new AdvancedConfig(new HorizontalPodAutoscalerConfig(behavior, null), false, null);
    Fallback fallback =
        random.nextBoolean() ? null : new Fallback(2, 4, BEHAVIOURS[random.nextInt(4)]);
    return new ScaledObjectSpec(
        new ScaleTarget(null, null, "web"),
        10 + random.nextInt(30),
        null,
        60,
        random.nextInt(4) == 0 ? 0 : null,
        random.nextInt(3),
        6 + random.nextInt(10),
        advanced,
        plain.triggers(),
        fallback);
  }

  /** A Deployment controller whose pods are there after a moment. */
  private static void follow(ScalingStage stage) {
    Deployment target = stage.cluster.get(Kinds.DEPLOYMENT, ScalingStage.KEY);
    Integer wanted = target == null ? null : target.spec().replicas();
    if (wanted != null) {
      DeploymentStatus status =
          new DeploymentStatus(0, wanted, wanted, wanted, wanted, 0, null, null, List.of());
      stage.cluster.modify(Kinds.DEPLOYMENT, ScalingStage.KEY, d -> d.withStatus(status));
    }
  }

  private static void act(ScalingStage stage, Random random) {
    String metric = random.nextBoolean() ? "a" : "b";
    int what = random.nextInt(12);
    int value = random.nextInt(4) == 0 ? 0 : random.nextInt(80);
    String failure = FAILURES[random.nextInt(FAILURES.length)];
    boolean on = random.nextBoolean();
    if (what < 7) {
      stage.metric(metric, value, null);
    } else if (what < 9) {
      stage.metric(metric, null, failure);
    } else if (what == 9) {
      stage.annotate(Annotations.PAUSED, on ? "true" : null);
    } else if (what == 10) {
      stage.annotate(Annotations.PAUSED_SCALE_IN, on ? "true" : null);
    } else {
      stage.annotate(Annotations.PAUSED_REPLICAS, on ? String.valueOf(value % 6) : null);
    }
  }

  private static Outcome play(long seed, Checks checks, boolean heard, Set<String> reasons) {
    Random random = new Random(seed);
    ScalingStage stage = new ScalingStage(new KedaSettings(false, false, 0), heard, checks);
    List<String> steps = new ArrayList<>();
    stage.cluster.watch(
        Kinds.HORIZONTAL_POD_AUTOSCALER,
        0,
        event -> {
          HorizontalPodAutoscaler seen = event.object();
          steps.add(stage.simulator.now() + " " + event.type() + " " + seen.status());
          seen.status().conditions().stream().map(Condition::reason).forEach(reasons::add);
        });
    stage.deploy(random.nextInt(3));
    stage.metric("a", random.nextInt(60), null);
    stage.metric("b", 0, null);
    stage.scale(spec(random));
    for (int second = 5; second < SECONDS; second += 5) {
      stage.at(second, () -> follow(stage));
    }
    long actsSeed = random.nextLong();
    Random acts = new Random(actsSeed);
    for (int second = 20; second < SECONDS; second += 10 + acts.nextInt(150)) {
      stage.at(second + 0.5, () -> act(stage, acts));
    }
    stage.run(SECONDS);
    return new Outcome(stage.simulator.digest(), steps);
  }

  /** A run that checks itself compares each sync with the plain way, and throws if it differs. */
  @Test
  void syncsComeToWhatThePlainWayComesTo() {
    Set<String> reasons = new LinkedHashSet<>();
    for (int seed = 0; seed < RUNS; seed++) {
      Outcome checked = play(seed, Checks.RECOMPUTATION, false, reasons);
      assertThat(play(seed, Checks.OFF, false, reasons)).as("seed %s", seed).isEqualTo(checked);
    }
    assertThat(reasons)
        .contains(
            "ReadyForNewScale",
            "SucceededRescale",
            "ScaleDownStabilized",
            "ScaleUpStabilized",
            "ScaleUpLimit",
            "ScaleDownLimit",
            "TooManyReplicas",
            "DesiredWithinRange",
            "ScalingDisabled",
            "FailedGetExternalMetric",
            "ValidMetricFound");
  }

  /** Who listens is told more; the autoscalers go through the same states. */
  @Test
  void autoscalersDoNotDependOnWhoListens() {
    for (int seed = 0; seed < RUNS / 3; seed++) {
      Set<String> reasons = new LinkedHashSet<>();
      assertThat(play(seed, Checks.OFF, true, reasons).steps())
          .as("seed %s", seed)
          .isEqualTo(play(seed, Checks.OFF, false, reasons).steps());
    }
  }
}
