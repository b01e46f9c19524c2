package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * How reading one metric of a ScaledObject goes.
 *
 * @param numberOfFailures failures in a row; absent when not set
 * @param status Happy or Failing
 */
public record HealthStatus(@Nullable Integer numberOfFailures, String status) {}
