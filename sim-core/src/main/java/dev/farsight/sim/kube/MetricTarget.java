package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The value an autoscaler aims at.
 *
 * @param type Utilization, Value or AverageValue
 * @param value target of the total; absent when not set
 * @param averageValue target per pod; absent when not set
 * @param averageUtilization target in percent of the requests; absent when not set
 */
public record MetricTarget(
    String type,
    @Nullable Quantity value,
    @Nullable Quantity averageValue,
    @Nullable Integer averageUtilization) {}
