package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * How a DaemonSet replaces pods.
 *
 * @param type RollingUpdate or OnDelete; absent when not set
 * @param rollingUpdate bounds; absent when not set
 */
public record DaemonSetUpdateStrategy(
    @Nullable String type, @Nullable RollingUpdateDaemonSet rollingUpdate) {}
