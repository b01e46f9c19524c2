package dev.farsight.sim.kube;

/**
 * Scaling modifiers of a ScaledObject: whether they are written down at all, which the operator
 * does with every {@code advanced} that it updates. What they say is not simulated.
 */
public record ScalingModifiers() {}
