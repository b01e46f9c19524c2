package dev.farsight.sim.process.keda;

import static dev.farsight.sim.process.keda.ScalingStage.spec;
import static dev.farsight.sim.process.keda.ScalingStage.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.kube.AdvancedConfig;
import dev.farsight.sim.kube.CrossVersionObjectReference;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerConfig;
import dev.farsight.sim.kube.HorizontalPodAutoscalerSpec;
import dev.farsight.sim.kube.HorizontalPodAutoscalerStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.spec.FaultKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the operator makes of changes around a ScaledObject ({@code scaledobject_controller.go}).
 */
class ScaledObjectChangesTest {

  private final ScalingStage stage = new ScalingStage();

  private @Nullable ScaledObject scaledObject() {
    return stage.cluster.get(Kinds.SCALED_OBJECT, ScalingStage.KEY);
  }

  @Test
  void autoscalerThatIsThereUnderItsNameIsTakenOver() {
    stage.deploy(2);
    stage.cluster.create(
        new HorizontalPodAutoscaler(
            ObjectMeta.named(ScalingStage.NAMESPACE, "own"),
            new HorizontalPodAutoscalerSpec(
                new CrossVersionObjectReference("apps/v1", "Deployment", "web"),
                1,
                3,
                List.of(),
                null),
            new HorizontalPodAutoscalerStatus(null, null, 0, 0, List.of(), List.of())));
    stage.metric("load", 10, null);
    stage.scale(
        spec(trigger("load", 5))
            .withAdvanced(
                new AdvancedConfig(new HorizontalPodAutoscalerConfig(null, "own"), false, null)));
    stage.run(1);
    HorizontalPodAutoscaler taken = stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, "shop/own");
    assertThat(taken).extracting(a -> a.spec().maxReplicas()).isEqualTo(10);
    assertThat(taken)
        .extracting(a -> a.metadata().controllerOwner().name())
        .as("its owner's deletion deletes it")
        .isEqualTo("web");
    stage.cluster.delete(Kinds.SCALED_OBJECT, ScalingStage.KEY, DeleteOptions.BACKGROUND);
    stage.run(3);
    assertThat(stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, "shop/own")).isNull();
  }

  @Test
  void sizeOfAPauseIsForgottenWhenOnlyOneDirectionStaysPaused() {
    stage.deploy(2);
    stage.metric("load", 10, null);
    stage.scale(spec(trigger("load", 5)));
    stage.run(1);
    stage.annotate(Annotations.PAUSED_REPLICAS, "4");
    stage.run(2);
    assertThat(scaledObject()).extracting(o -> o.status().pausedReplicaCount()).isEqualTo(4);
    stage.annotate(Annotations.PAUSED_SCALE_IN, "true");
    stage.annotate(Annotations.PAUSED_REPLICAS, null);
    stage.run(3);
    assertThat(scaledObject()).extracting(o -> o.status().pausedReplicaCount()).isNull();
    assertThat(stage.condition("Paused")).startsWith("True ScaledObjectPaused");
  }

  /** Go reads 1, t, T, true, True, TRUE and their opposites; all other words count as yes. */
  @Test
  void wordsOfAnAnnotationAreReadAsGoReadsThem() {
    stage.deploy(2);
    stage.metric("load", 10, null);
    stage.scale(spec(trigger("load", 5)));
    stage.at(1, () -> stage.annotate(Annotations.PAUSED, "False"));
    stage.run(2);
    assertThat(stage.condition("Paused")).startsWith("False");
    stage.annotate(Annotations.PAUSED, "fAlse");
    stage.run(3);
    assertThat(stage.condition("Paused")).startsWith("True");
  }

  /** What it found before is forgotten; a loop that cannot start is tried again. */
  @Test
  void operatorThatIsStartedAnewLooksForTheTargetAgain() {
    stage.deploy(2);
    stage.metric("load", 10, null);
    stage.scale(spec(trigger("load", 5)));
    FaultKind down = FaultKind.KEDA_OPERATOR_DOWN;
    stage.at(
        20,
        () ->
            stage.cluster.create(
                new Fault(
                    ObjectMeta.named("", down.word()),
                    new FaultSpec(down.word(), null, null, List.of(), null))));
    stage.at(
        25,
        () -> stage.cluster.delete(Kinds.DEPLOYMENT, ScalingStage.KEY, DeleteOptions.BACKGROUND));
    stage.at(30, () -> stage.cluster.delete(Kinds.FAULT, down.word(), DeleteOptions.NOW));
    stage.run(32);
    assertThat(stage.condition("Ready"))
        .isEqualTo(
            "False ScaledObjectCheckFailed: ScaledObject doesn't have correct scaleTargetRef"
                + " specification: deployments.apps \"web\" not found");
    stage.deploy(2);
    stage.run(60);
    assertThat(stage.condition("Ready")).startsWith("True");
  }

  @Test
  void usageOfAContainerIsNoResourceMetricOfTheStatus() {
    stage.deploy(2);
    ScaleTriggers pods =
        new ScaleTriggers("memory", null, Map.of("value", "60"), "Utilization", null);
    ScaleTriggers container =
        new ScaleTriggers(
            "cpu", null, Map.of("value", "60", "containerName", "app"), "Utilization", null);
    stage.scale(spec(container, pods));
    stage.run(1);
    assertThat(scaledObject())
        .extracting(o -> o.status().resourceMetricNames())
        .isEqualTo(List.of("memory"));
  }

  /** KEDA hands on 0 for what is below it. */
  @Test
  void valueBelowZeroCountsAsZero() {
    stage.deploy(4);
    stage.cluster.create(
        new dev.farsight.sim.kube.ExternalMetric(
            ObjectMeta.named(ScalingStage.NAMESPACE, "load"), Quantity.ofUnits(-50), null));
    ScaleTriggers plain = trigger("load", 5);
    Map<String, String> metadata = new java.util.TreeMap<>(plain.metadata());
    metadata.put("activationTargetValue", "-60");
    stage.scale(spec(new ScaleTriggers(plain.type(), null, metadata, null, null)));
    stage.run(20);
    assertThat(stage.condition("Active")).as("-50 is above -60").startsWith("True");
    HorizontalPodAutoscaler autoscaler =
        stage.cluster.get(Kinds.HORIZONTAL_POD_AUTOSCALER, "shop/keda-hpa-web");
    assertThat(autoscaler).extracting(a -> a.status().desiredReplicas()).isEqualTo(4);
  }
}
