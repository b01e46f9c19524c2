package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Speed of scaling in both directions.
 *
 * @param scaleUp upwards; absent when not set
 * @param scaleDown downwards; absent when not set
 */
public record HorizontalPodAutoscalerBehavior(
    @Nullable HPAScalingRules scaleUp, @Nullable HPAScalingRules scaleDown) {}
