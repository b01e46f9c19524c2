package dev.farsight.sim.process.nodelifecycle;

/**
 * Clock of the node monitor.
 *
 * @param periodNanos time between two looks at all nodes (--node-monitor-period)
 * @param phaseNanos one of the looks, in nanoseconds after the start; it follows the start of
 *     kube-controller-manager
 */
public record NodeLifecycleTiming(long periodNanos, long phaseNanos) {}
