package dev.farsight.sim.kube;

/**
 * An extra condition that readiness waits for.
 *
 * @param conditionType type of the pod condition
 */
public record PodReadinessGate(String conditionType) {}
