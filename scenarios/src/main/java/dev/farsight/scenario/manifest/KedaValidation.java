package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.Fallback;
import dev.farsight.sim.kube.HorizontalPodAutoscalerConfig;
import dev.farsight.sim.kube.Rollout;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledJobSpec;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.kube.ScalingStrategy;
import java.util.List;

/**
 * What the API server would refuse about KEDA's objects by their definitions (the CRDs of KEDA
 * v2.20.2), and about the autoscaler that a ScaledObject asks for.
 */
final class KedaValidation {

  private static final int DEFAULT_MOST_REPLICAS = 100;
  private static final List<String> FALLBACKS =
      List.of(
          "static",
          "currentReplicas",
          "currentReplicasIfHigher",
          "currentReplicasIfLower",
          "scalingModifiers");
  private static final List<String> METRIC_TYPES = List.of("AverageValue", "Value", "Utilization");
  private static final List<String> STRATEGIES = List.of("default", "custom", "accurate", "eager");
  private static final List<String> CALCULATIONS = List.of("min", "avg", "sum", "max");
  private static final List<String> ROLLOUTS = List.of("gradual", "immediate");
  private static final List<String> PROPAGATIONS = List.of("foreground", "background");

  private final FieldRules rules;
  private final JsonPath spec;

  /**
   * Creates the validation of an object.
   *
   * @param spec place of its spec
   */
  KedaValidation(FieldRules rules, JsonPath spec) {
    this.rules = rules;
    this.spec = spec;
  }

  /** Reports what is wrong with a ScaledObject. */
  void check(ScaledObjectSpec object) {
    if (object.scaleTargetRef().name().isEmpty()) {
      rules.error(
          IssueCode.MISSING_FIELD,
          spec.child("scaleTargetRef"),
          "the ScaledObject does not say what it scales",
          "set scaleTargetRef.name");
    }
    rules.atLeast(object.pollingInterval(), 1, spec.child("pollingInterval"));
    rules.atLeast(object.initialCooldownPeriod(), 0, spec.child("initialCooldownPeriod"));
    rules.atLeast(object.cooldownPeriod(), 0, spec.child("cooldownPeriod"));
    rules.atLeast(object.idleReplicaCount(), 0, spec.child("idleReplicaCount"));
    rules.atLeast(object.minReplicaCount(), 0, spec.child("minReplicaCount"));
    rules.atLeast(object.maxReplicaCount(), 1, spec.child("maxReplicaCount"));
    Integer max = object.maxReplicaCount();
    int most = max == null ? DEFAULT_MOST_REPLICAS : max;
    if (object.leastReplicas() > most && most > 0) {
      rules.error(
          IssueCode.BAD_NUMBER,
          spec.child("minReplicaCount"),
          "minReplicaCount " + object.leastReplicas() + " is above maxReplicaCount " + most,
          max == null ? "maxReplicaCount is 100 where it is not set" : "");
    }
    triggers(object.triggers());
    Fallback fallback = object.fallback();
    if (fallback != null) {
      JsonPath path = spec.child("fallback");
      rules.atLeast(fallback.failureThreshold(), 0, path.child("failureThreshold"));
      rules.atLeast(fallback.replicas(), 0, path.child("replicas"));
      rules.oneOf(fallback.behavior(), FALLBACKS, path.child("behavior"));
    }
    AdvancedConfig advanced = object.advanced();
    HorizontalPodAutoscalerConfig config =
        advanced == null ? null : advanced.horizontalPodAutoscalerConfig();
    if (config != null) {
      new ScalingRules(rules)
          .check(
              config.behavior(),
              spec.descend("advanced", "horizontalPodAutoscalerConfig", "behavior"));
    }
  }

  /** Reports what is wrong with a ScaledJob. */
  void check(ScaledJobSpec object) {
    rules.atLeast(object.pollingInterval(), 1, spec.child("pollingInterval"));
    rules.atLeast(object.successfulJobsHistoryLimit(), 0, spec.child("successfulJobsHistoryLimit"));
    rules.atLeast(object.failedJobsHistoryLimit(), 0, spec.child("failedJobsHistoryLimit"));
    rules.oneOf(object.rolloutStrategy(), ROLLOUTS, spec.child("rolloutStrategy"));
    rules.atLeast(object.minReplicaCount(), 0, spec.child("minReplicaCount"));
    rules.atLeast(object.maxReplicaCount(), 1, spec.child("maxReplicaCount"));
    Rollout rollout = object.rollout();
    if (rollout != null) {
      JsonPath path = spec.child("rollout");
      rules.oneOf(rollout.strategy(), ROLLOUTS, path.child("strategy"));
      rules.oneOf(rollout.propagationPolicy(), PROPAGATIONS, path.child("propagationPolicy"));
    }
    ScalingStrategy strategy = object.scalingStrategy();
    if (strategy != null) {
      JsonPath path = spec.child("scalingStrategy");
      rules.oneOf(strategy.strategy(), STRATEGIES, path.child("strategy"));
      rules.oneOf(
          strategy.multipleScalersCalculation(),
          CALCULATIONS,
          path.child("multipleScalersCalculation"));
    }
    triggers(object.triggers());
  }

  private void triggers(List<ScaleTriggers> triggers) {
    JsonPath path = spec.child("triggers");
    if (triggers.isEmpty()) {
      rules.error(IssueCode.MISSING_FIELD, path, "there is no trigger", "KEDA needs at least one");
    }
    for (int i = 0; i < triggers.size(); i++) {
      ScaleTriggers trigger = triggers.get(i);
      if (trigger.type().isEmpty()) {
        rules.error(
            IssueCode.MISSING_FIELD, path.child(i), "the trigger has no type", "set its type");
      }
      rules.oneOf(trigger.metricType(), METRIC_TYPES, path.child(i).child("metricType"));
    }
  }
}
