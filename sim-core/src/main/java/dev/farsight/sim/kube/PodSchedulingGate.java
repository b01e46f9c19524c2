package dev.farsight.sim.kube;

/**
 * A gate that keeps a pod from being scheduled.
 *
 * @param name name of the gate
 */
public record PodSchedulingGate(String name) {}
