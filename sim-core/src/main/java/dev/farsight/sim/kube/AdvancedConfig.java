package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Advanced settings of a ScaledObject.
 *
 * @param horizontalPodAutoscalerConfig its autoscaler; absent when not set
 * @param restoreToOriginalReplicaCount whether its deletion sets the size the target had before
 * @param scalingModifiers scaling modifiers; absent when not written down
 */
public record AdvancedConfig(
    @Nullable HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig,
    boolean restoreToOriginalReplicaCount,
    @Nullable ScalingModifiers scalingModifiers) {}
