package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a Deployment's rolling update.
 *
 * @param maxUnavailable pods that may be missing; absent when not set
 * @param maxSurge pods that may be too many; absent when not set
 */
public record RollingUpdateDeployment(
    @Nullable IntOrString maxUnavailable, @Nullable IntOrString maxSurge) {}
