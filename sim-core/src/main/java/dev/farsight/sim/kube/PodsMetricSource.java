package dev.farsight.sim.kube;

/**
 * A metric of each pod.
 *
 * @param metric metric
 * @param target target
 */
public record PodsMetricSource(MetricIdentifier metric, MetricTarget target) {}
