package dev.farsight.sim.kube;

/**
 * A weighted wish about other pods.
 *
 * @param weight weight 1 to 100
 * @param podAffinityTerm term that earns the weight
 */
public record WeightedPodAffinityTerm(int weight, PodAffinityTerm podAffinityTerm) {}
