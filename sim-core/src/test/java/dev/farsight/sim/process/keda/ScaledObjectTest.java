package dev.farsight.sim.process.keda;

import static dev.farsight.sim.process.keda.ScalingStage.spec;
import static dev.farsight.sim.process.keda.ScalingStage.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.Fallback;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.spec.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Times and sizes as recorded of KEDA v2.20.2: docs/model/autoscaling.md. */
class ScaledObjectTest {

  private static final String HPA = "shop/keda-hpa-web";

  private ScalingStage stage = new ScalingStage();

  @BeforeEach
  void makeStage() {
    stage = new ScalingStage();
  }

  private static ScaledObjectSpec with(
      ScaledObjectSpec spec,
      @Nullable Integer min,
      @Nullable Integer idle,
      @Nullable Integer initialCooldown,
      @Nullable Fallback fallback) {
    return new ScaledObjectSpec(
        spec.scaleTargetRef(),
        spec.pollingInterval(),
        initialCooldown,
        spec.cooldownPeriod(),
        idle,
        min,
        spec.maxReplicaCount(),
        spec.advanced(),
        spec.triggers(),
        fallback);
  }

  @Test
  void loadScalesFromZeroInStepsAndBackInOne() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.at(5, () -> stage.metric("load", 50, null));
    stage.at(100, () -> stage.metric("load", 0, null));
    stage.run(300);
    assertThat(stage.sizes)
        .containsExactly("10 keda 1", "15 hpa 4", "30 hpa 8", "45 hpa 10", "150 keda 0");
    assertThat(stage.events("KEDAScaleTargetActivated"))
        .containsExactly(
            "Scaled apps/v1.Deployment shop/web from 0 to 1, triggered by s0-metric-api-value");
    assertThat(stage.events("KEDAScaleTargetDeactivated"))
        .containsExactly("Deactivated apps/v1.Deployment shop/web from 10 to 0");
  }

  @Test
  void valueEqualToTheActivationDoesNotActivate() {
    stage.deploy(0);
    ScaleTriggers plain = trigger("load", 5);
    ScaleTriggers trigger =
        new ScaleTriggers(
            plain.type(),
            null,
            Map.of(
                "url",
                "http://metrics.example/shop/load",
                "targetValue",
                "5",
                "activationTargetValue",
                "10"),
            null,
            null);
    stage.scale(spec(trigger));
    stage.metric("load", 10, null);
    stage.run(60);
    assertThat(stage.sizes).isEmpty();
    assertThat(stage.condition("Active")).startsWith("False ScalerNotActive");
  }

  @Test
  void runningTargetWithoutLoadIsStoppedAtOnceUnlessTheInitialPeriodHolds() {
    stage.deploy(3);
    stage.scale(spec(trigger("load", 5)));
    stage.run(5);
    assertThat(stage.sizes).containsExactly("0 keda 0");
    stage = new ScalingStage();
    stage.deploy(3);
    stage.scale(with(spec(trigger("load", 5)), null, null, 25, null));
    stage.run(60);
    assertThat(stage.sizes).contains("30 keda 0").last().isEqualTo("30 keda 0");
  }

  @Test
  void idleCountIsLeftForTheLeastSizeAndTakenAfterTheCooldown() {
    stage.deploy(0);
    stage.scale(with(spec(trigger("load", 5)), 3, 0, null, null));
    stage.at(5, () -> stage.metric("load", 5, null));
    stage.at(55, () -> stage.metric("load", 0, null));
    stage.run(200);
    assertThat(stage.sizes).containsExactly("10 keda 3", "110 keda 0");
  }

  @Test
  void failingTriggerIsAskedTwiceAndScalesNothing() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 20, null);
    stage.at(35, () -> stage.metric("load", null, ExternalMetric.ERROR));
    stage.run(200);
    assertThat(stage.sizes).containsExactly("0 keda 1", "15 hpa 4");
    assertThat(stage.condition("Ready")).startsWith("False TriggerError");
    assertThat(stage.condition("HPAActive"))
        .startsWith("False FailedGetExternalMetric: HPA is not actively scaling");
    assertThat(stage.events("KEDAScalerFailed"))
        .contains("error requesting metrics endpoint: /shop/load: api returned 500");
  }

  @Test
  void silentTriggerCostsTwoTimeouts() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", null, ExternalMetric.HANG);
    stage.run(4);
    assertThat(stage.condition("Ready")).startsWith("True");
    stage.run(7);
    assertThat(stage.condition("Ready")).startsWith("False TriggerError");
  }

  @Test
  void fallbackComesWithTheFailureAfterTheThreshold() {
    stage.deploy(0);
    stage.scale(with(spec(trigger("load", 5)), null, null, null, new Fallback(3, 4, null)));
    stage.metric("load", null, ExternalMetric.ERROR);
    stage.run(50);
    assertThat(stage.sizes).containsExactly("30 keda 1", "45 hpa 4");
    assertThat(stage.events("ScaledObjectFallbackActivated"))
        .containsExactly("ScaledObject fallback is active");
    assertThat(stage.condition("Fallback")).startsWith("True FallbackExists");
  }

  /** The scalers that a poll made judge by the object of the loop, which every poll reads anew. */
  @Test
  void pollsAndReadsCountFailuresTogether() {
    stage.deploy(0);
    stage.scale(with(spec(trigger("load", 5)), null, null, null, new Fallback(3, 4, null)));
    stage.metric("load", null, ExternalMetric.ERROR);
    stage.run(41);
    assertThat(stage.failures()).isEqualTo(5);
    stage.run(46);
    assertThat(stage.failures()).isEqualTo(6);
    stage.run(51);
    assertThat(stage.failures()).isEqualTo(7);
  }

  /** The scalers that a read made judge by the copy that it read for them. */
  @Test
  void readsAfterTheOneThatMadeTheScalersCountFromItsCopy() {
    stage.deploy(0);
    ScaledObjectSpec spec = spec(trigger("load", 5));
    stage.scale(
        new ScaledObjectSpec(
            spec.scaleTargetRef(),
            30,
            null,
            60,
            null,
            null,
            10,
            null,
            spec.triggers(),
            new Fallback(3, 4, null)));
    stage.metric("load", 20, null);
    stage.at(40, () -> stage.metric("load", null, ExternalMetric.ERROR));
    stage.run(76);
    assertThat(stage.failures()).as("the fallback came with a read").isEqualTo(4);
    stage.run(91);
    assertThat(stage.failures()).as("a poll and a read both counted from 4").isEqualTo(5);
    stage.run(106);
    assertThat(stage.failures()).isEqualTo(6);
  }

  @Test
  void readWhoseScalersAFailingPollThrewAwayIsNotTriedAgain() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 20, null);
    stage.at(35, () -> stage.metric("load", null, ExternalMetric.HANG));
    stage.run(47);
    assertThat(stage.events("FailedGetExternalMetric")).isEmpty();
    stage.run(49);
    assertThat(stage.events("FailedGetExternalMetric"))
        .singleElement()
        .asString()
        .endsWith("no matching metrics found for s0-metric-api-value");
  }

  @Test
  void settingsThatTheOperatorWritesOutMakeANewGeneration() {
    stage.deploy(0);
    ScaledObjectSpec spec = spec(trigger("load", 5));
    stage.scale(spec.withAdvanced(new AdvancedConfig(null, true, null)));
    stage.run(1);
    assertThat(stage.cluster.get(Kinds.SCALED_OBJECT, "shop/web"))
        .extracting(o -> o.metadata().generation())
        .isEqualTo(2L);
  }

  @Test
  void pauseDeletesTheAutoscalerAndSetsItsSize() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 50, null);
    stage.at(50, () -> stage.annotate(Annotations.PAUSED_REPLICAS, "2"));
    stage.at(80, () -> stage.annotate(Annotations.PAUSED_REPLICAS, "7"));
    stage.run(100);
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNull();
    assertThat(stage.sizes).endsWith("50 keda 2", "80 keda 7");
    assertThat(stage.condition("Paused"))
        .isEqualTo("True ScaledObjectPaused: ScaledObject is paused");
    stage.annotate(Annotations.PAUSED_REPLICAS, null);
    stage.run(101);
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNotNull();
    assertThat(stage.condition("Paused"))
        .isEqualTo("False ScaledObjectUnpaused: pause annotation removed for ScaledObject");
  }

  @Test
  void pausedScaleInKeepsTheTargetAndItsLoop() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 5, null);
    stage.at(5, () -> stage.annotate(Annotations.PAUSED_SCALE_IN, "true"));
    stage.at(20, () -> stage.metric("load", 0, null));
    stage.run(200);
    assertThat(stage.sizes).containsExactly("0 keda 1");
    HorizontalPodAutoscaler autoscaler = stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA);
    assertThat(autoscaler)
        .extracting(a -> a.spec().behavior().scaleDown().selectPolicy())
        .isEqualTo("Disabled");
  }

  @Test
  void forcedActivationStartsWithoutLoad() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.at(5, () -> stage.annotate(Annotations.FORCE_ACTIVATION, "true"));
    stage.at(25, () -> stage.annotate(Annotations.FORCE_ACTIVATION, null));
    stage.run(100);
    assertThat(stage.sizes).containsExactly("10 keda 1", "80 keda 0");
  }

  @Test
  void missingTargetIsLookedForEverMoreRarely() {
    stage.scale(spec(trigger("load", 5)));
    stage.at(30, () -> stage.deploy(1));
    stage.run(29);
    assertThat(stage.condition("Ready"))
        .isEqualTo(
            "False ScaledObjectCheckFailed: ScaledObject doesn't have correct scaleTargetRef"
                + " specification: deployments.apps \"web\" not found");
    stage.run(40);
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNull();
    stage.run(45);
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNotNull();
  }

  @Test
  void deletionLeavesTheTargetAsItIs() {
    stage.deploy(2);
    stage.metric("load", 30, null);
    stage.scale(spec(trigger("load", 5)));
    stage.at(
        50, () -> stage.cluster.delete(Kinds.SCALED_OBJECT, "shop/web", DeleteOptions.BACKGROUND));
    stage.run(60);
    assertThat(stage.cluster.get(Kinds.SCALED_OBJECT, "shop/web")).isNull();
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNull();
    assertThat(stage.sizes).containsExactly("15 hpa 4", "30 hpa 6");
    assertThat(stage.events("ScaledObjectDeleted")).containsExactly("ScaledObject was deleted");
  }

  @Test
  void autoscalerEditedByHandIsPutBack() {
    stage.deploy(2);
    stage.metric("load", 10, null);
    stage.scale(spec(trigger("load", 5)));
    stage.at(
        20,
        () ->
            stage.cluster.modify(
                Kinds.HORIZONTAL_POD_AUTOSCALER,
                HPA,
                a ->
                    a.withSpec(
                        new dev.farsight.sim.kube.HorizontalPodAutoscalerSpec(
                            a.spec().scaleTargetRef(), 1, 3, a.spec().metrics(), null))));
    stage.run(21);
    HorizontalPodAutoscaler autoscaler = stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA);
    assertThat(autoscaler).extracting(a -> a.spec().maxReplicas()).isEqualTo(10);
  }

  private void fault(FaultKind kind) {
    stage.cluster.create(
        new Fault(
            ObjectMeta.named("", kind.word()),
            new FaultSpec(kind.word(), null, null, List.of(), null)));
  }

  private void mend(FaultKind kind) {
    stage.cluster.delete(Kinds.FAULT, kind.word(), DeleteOptions.NOW);
  }

  @Test
  void withoutMetricsServerOnlyTheStepFromZeroIsMade() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.at(1, () -> fault(FaultKind.KEDA_METRICS_SERVER_DOWN));
    stage.at(5, () -> stage.metric("load", 50, null));
    stage.at(70, () -> mend(FaultKind.KEDA_METRICS_SERVER_DOWN));
    stage.run(69);
    assertThat(stage.sizes).containsExactly("10 keda 1");
    assertThat(stage.events("FailedGetExternalMetric"))
        .first()
        .asString()
        .endsWith(
            "the server is currently unable to handle the request (get"
                + " s0-metric-api-value.external.metrics.k8s.io)");
    stage.run(200);
    assertThat(stage.sizes).containsExactly("10 keda 1", "90 hpa 4", "105 hpa 8", "120 hpa 10");
  }

  @Test
  void withoutOperatorReadsWaitUntilItIsBack() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 5, null);
    stage.at(40, () -> fault(FaultKind.KEDA_OPERATOR_DOWN));
    stage.at(41, () -> stage.metric("load", 50, null));
    stage.at(70, () -> mend(FaultKind.KEDA_OPERATOR_DOWN));
    stage.run(69);
    assertThat(stage.sizes).containsExactly("0 keda 1");
    stage.run(72);
    assertThat(stage.sizes).containsExactly("0 keda 1", "70 hpa 4", "70 hpa 8");
  }

  @Test
  void operatorThatIsPartOfTheSimulationDoesNothingBeforeItsPodIsReady() {
    stage = new ScalingStage(new KedaSettings(true, false, 0));
    stage.deploy(0);
    stage.metric("load", 50, null);
    stage.scale(spec(trigger("load", 5)));
    stage.run(100);
    ScaledObject object = stage.cluster.get(Kinds.SCALED_OBJECT, "shop/web");
    assertThat(object).extracting(o -> o.status().conditions()).isEqualTo(List.of());
    assertThat(stage.sizes).isEmpty();
    Deployment deployment = stage.cluster.get(Kinds.DEPLOYMENT, "shop/web");
    assertThat(deployment).extracting(d -> d.spec().replicas()).isEqualTo(0);
  }

  private static List<String> wantedOf(ScalingStage stage) {
    List<String> wanted = new ArrayList<>();
    stage.cluster.watch(
        Kinds.DEPLOYMENT,
        0,
        event -> wanted.add(stage.simulator.now() + " " + event.object().spec().replicas()));
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.at(5, () -> stage.metric("load", 50, null));
    stage.at(130, () -> stage.annotate(Annotations.PAUSED, "true"));
    stage.at(140, () -> stage.annotate(Annotations.PAUSED, null));
    stage.at(141, () -> stage.metric("load", 0, null));
    stage.run(400);
    return wanted;
  }

  private static ScaleTriggers with(String name, boolean cached) {
    ScaleTriggers plain = trigger("load", 5);
    return new ScaleTriggers(plain.type(), name, plain.metadata(), null, cached);
  }

  @Test
  void autoscalerReadsWhatThePollReadWhereATriggerUsesCachedMetrics() {
    stage.deploy(0);
    stage.scale(spec(with("a", true)));
    stage.at(5, () -> stage.metric("load", 20, null));
    stage.at(12, () -> stage.metric("load", 0, null));
    stage.run(19);
    assertThat(stage.sizes).as("20 as of the poll at 10").containsExactly("10 keda 1", "15 hpa 4");
  }

  @Test
  void cachedFailureIsReadThoughTheSourceAnswersAgain() {
    stage.deploy(0);
    stage.scale(spec(with("a", true)));
    stage.metric("load", 20, null);
    stage.at(39, () -> stage.metric("load", null, ExternalMetric.ERROR));
    stage.at(41, () -> stage.metric("load", 30, null));
    stage.run(47);
    assertThat(stage.events("FailedGetExternalMetric"))
        .singleElement()
        .asString()
        .endsWith("metric:s0-metric-api-value encountered error");
    assertThat(stage.sizes).containsExactly("0 keda 1", "15 hpa 4");
    stage.run(62);
    assertThat(stage.sizes).last().isEqualTo("60 hpa 6");
  }

  @Test
  void triggersThatDoNotFitTogetherMakeAScaledObjectThatIsNotReady() {
    stage.deploy(0);
    stage.scale(spec(with("a", false), with("a", false)));
    stage.run(1);
    assertThat(stage.condition("Ready"))
        .isEqualTo(
            "False ScaledObjectCheckFailed: ScaledObject doesn't have correct triggers"
                + " specification: triggerName \"a\" is defined multiple times in the"
                + " ScaledObject/ScaledJob, but it must be unique");
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA)).isNull();
    stage.change(o -> o.withSpec(spec()));
    stage.run(2);
    assertThat(stage.condition("Ready"))
        .endsWith("no triggers defined in the ScaledObject/ScaledJob");
  }

  @Test
  void fallbackThatCannotBeMeantIsNoFallback() {
    stage.deploy(2);
    stage.scale(with(spec(trigger("load", 5)), null, null, null, new Fallback(-1, 4, null)));
    stage.metric("load", null, ExternalMetric.ERROR);
    stage.run(20);
    assertThat(stage.condition("Fallback"))
        .isEqualTo("False NoFallbackFound: No fallbacks are active on this scaled object");
    assertThat(stage.failures()).isNull();
  }

  @Test
  void unknownTimeZoneFailsAtEachPoll() {
    stage.deploy(1);
    stage.scale(
        spec(
            new ScaleTriggers(
                "cron",
                null,
                Map.of(
                    "timezone", "Europe/Atlantis",
                    "start", "0 6 * * *",
                    "end", "0 7 * * *",
                    "desiredReplicas", "4"),
                null,
                null)));
    stage.run(15);
    assertThat(stage.condition("Ready")).startsWith("False TriggerError");
    assertThat(stage.events("KEDAScalerFailed"))
        .first()
        .isEqualTo("unable to load timezone: unknown time zone Europe/Atlantis");
    assertThat(stage.sizes).isEmpty();
  }

  private @Nullable HorizontalPodAutoscaler autoscaler() {
    return stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, HPA);
  }

  @Test
  void labelsThatOthersGiveAnAutoscalerStayAndExcludedOnesAreNotHandedOn() {
    stage.deploy(2);
    stage.metric("load", 10, null);
    stage.annotate(spec(trigger("load", 5)), "scaledobject.keda.sh/hpa-excluded-labels", "team,x");
    stage.at(
        20,
        () ->
            stage.cluster.modify(
                Kinds.HORIZONTAL_POD_AUTOSCALER,
                HPA,
                a -> a.withMetadata(a.metadata().withLabels(more(a.metadata().labels())))));
    stage.at(21, () -> stage.change(o -> o.withSpec(spec(trigger("load", 10)))));
    stage.run(19);
    assertThat(autoscaler())
        .extracting(a -> a.metadata().labels())
        .isEqualTo(
            Map.of(
                "app.kubernetes.io/name", "keda-hpa-web",
                "app.kubernetes.io/version", "2.20.2",
                "app.kubernetes.io/part-of", "web",
                "app.kubernetes.io/managed-by", "keda-operator",
                "scaledobject.keda.sh/name", "web",
                "tier", "front"));
    stage.run(20);
    assertThat(autoscaler()).extracting(a -> a.metadata().labels().get("seen")).isEqualTo("yes");
    stage.run(22);
    assertThat(autoscaler())
        .as("a change of the spec writes all of it")
        .extracting(a -> a.metadata().labels().get("seen"))
        .isNull();
  }

  private static Map<String, String> more(Map<String, String> labels) {
    return FrozenMap.with(labels, "seen", "yes");
  }

  /** Where nobody listens, less is written; what is decided stays the same. */
  @Test
  void whatIsDecidedDoesNotDependOnWhoListens() {
    List<String> heard = wantedOf(stage);
    assertThat(wantedOf(new ScalingStage(new KedaSettings(false, false, 0), false)))
        .isEqualTo(heard)
        .hasSizeGreaterThan(5);
  }

  @Test
  void selectedFaultTakesNothingAwayThatItDoesNotHit() {
    stage.deploy(0);
    stage.scale(spec(trigger("load", 5)));
    stage.metric("load", 50, null);
    stage.at(
        1,
        () ->
            stage.cluster.create(
                new Fault(
                    ObjectMeta.named("", "elsewhere"),
                    new FaultSpec(
                        FaultKind.KEDA_METRICS_SERVER_DOWN.word(),
                        "shop",
                        null,
                        List.of(),
                        null))));
    stage.run(60);
    assertThat(stage.sizes).contains("15 hpa 4", "30 hpa 8");
  }
}
