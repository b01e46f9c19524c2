package dev.farsight.sim.kube;

/**
 * A metric of one object.
 *
 * @param describedObject object
 * @param metric metric
 * @param target target
 */
public record ObjectMetricSource(
    CrossVersionObjectReference describedObject, MetricIdentifier metric, MetricTarget target) {}
