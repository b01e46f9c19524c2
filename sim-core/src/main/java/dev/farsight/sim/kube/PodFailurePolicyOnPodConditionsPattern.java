package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A pod condition a pod failure rule speaks of.
 *
 * @param type condition type
 * @param status condition status; absent when not set
 */
public record PodFailurePolicyOnPodConditionsPattern(String type, @Nullable String status) {}
