package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * How a StatefulSet replaces pods.
 *
 * @param type RollingUpdate or OnDelete; absent when not set
 * @param rollingUpdate bounds; absent when not set
 */
public record StatefulSetUpdateStrategy(
    @Nullable String type, @Nullable RollingUpdateStatefulSetStrategy rollingUpdate) {}
