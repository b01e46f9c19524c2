package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a DaemonSet's rolling update.
 *
 * @param maxUnavailable nodes that may be without a pod; absent when not set
 * @param maxSurge nodes that may have two pods; absent when not set
 */
public record RollingUpdateDaemonSet(
    @Nullable IntOrString maxUnavailable, @Nullable IntOrString maxSurge) {}
