package dev.farsight.sim.kube;

/**
 * What is known of a DaemonSet.
 *
 * @param currentNumberScheduled nodes that run a pod and should
 * @param numberMisscheduled nodes that run a pod and should not
 * @param desiredNumberScheduled nodes that should run a pod
 * @param numberReady nodes with a Ready pod
 * @param updatedNumberScheduled nodes with a pod of the current template
 * @param numberAvailable nodes with an available pod
 * @param numberUnavailable nodes without an available pod
 * @param observedGeneration generation the controller has seen
 */
public record DaemonSetStatus(
    int currentNumberScheduled,
    int numberMisscheduled,
    int desiredNumberScheduled,
    int numberReady,
    int updatedNumberScheduled,
    int numberAvailable,
    int numberUnavailable,
    long observedGeneration) {}
