package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Names a metric.
 *
 * @param name name of the metric
 * @param selector labels of its series; absent when not set
 */
public record MetricIdentifier(String name, @Nullable LabelSelector selector) {}
