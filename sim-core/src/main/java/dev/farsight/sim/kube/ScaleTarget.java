package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a ScaledObject scales.
 *
 * @param apiVersion API version of the target; absent for {@code apps/v1}
 * @param kind kind of the target; absent for Deployment
 * @param name name of the target
 */
public record ScaleTarget(@Nullable String apiVersion, @Nullable String kind, String name) {}
