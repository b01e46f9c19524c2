package dev.farsight.sim.kube;

/**
 * A weighted wish about nodes.
 *
 * @param weight weight 1 to 100
 * @param preference term that earns the weight
 */
public record PreferredSchedulingTerm(int weight, NodeSelectorTerm preference) {}
