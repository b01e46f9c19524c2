package dev.farsight.sim.kube;

/**
 * Whether one trigger is active.
 *
 * @param isActive whether its value is above the activation value
 */
public record TriggerActivityStatus(boolean isActive) {}
