package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a change of a ScaledJob does to its Jobs.
 *
 * @param strategy immediate or gradual; absent for immediate
 * @param propagationPolicy background or foreground; absent for background
 */
public record Rollout(@Nullable String strategy, @Nullable String propagationPolicy) {}
