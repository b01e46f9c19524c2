package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a StatefulSet's rolling update.
 *
 * @param partition ordinals from this one on are updated; absent when not set
 * @param maxUnavailable pods that may be missing; absent when not set
 */
public record RollingUpdateStatefulSetStrategy(
    @Nullable Integer partition, @Nullable IntOrString maxUnavailable) {}
