package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a ScaledObject wants of its autoscaler.
 *
 * @param behavior speed of scaling; absent when not set
 * @param name name of the autoscaler; absent for {@code keda-hpa-} and the ScaledObject's name
 */
public record HorizontalPodAutoscalerConfig(
    @Nullable HorizontalPodAutoscalerBehavior behavior, @Nullable String name) {}
