package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * CPU or memory of the pods.
 *
 * @param name cpu or memory
 * @param container container, absent for the whole pod
 * @param target target
 */
public record ResourceMetricSource(String name, @Nullable String container, MetricTarget target) {}
