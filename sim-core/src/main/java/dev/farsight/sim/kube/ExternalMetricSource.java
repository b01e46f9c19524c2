package dev.farsight.sim.kube;

/**
 * A metric from outside the cluster.
 *
 * @param metric metric
 * @param target target
 */
public record ExternalMetricSource(MetricIdentifier metric, MetricTarget target) {}
