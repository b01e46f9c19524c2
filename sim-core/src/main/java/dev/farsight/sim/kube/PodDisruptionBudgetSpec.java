package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * How many pods may be disrupted at a time.
 *
 * @param minAvailable pods that must stay available; absent when not set
 * @param maxUnavailable pods that may be unavailable; absent when not set
 * @param selector pods it protects; absent when not set
 * @param unhealthyPodEvictionPolicy IfHealthyBudget or AlwaysAllow; absent when not set
 */
public record PodDisruptionBudgetSpec(
    @Nullable IntOrString minAvailable,
    @Nullable IntOrString maxUnavailable,
    @Nullable LabelSelector selector,
    @Nullable String unhealthyPodEvictionPolicy) {}
