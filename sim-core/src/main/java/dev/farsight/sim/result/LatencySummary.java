package dev.farsight.sim.result;

import org.jspecify.annotations.Nullable;

/**
 * A quantity summed up over all replications. Positive infinity stands for "never".
 *
 * @param n number of values
 * @param p50 median
 * @param p90 90 % quantile
 * @param p95 95 % quantile
 * @param p99 99 % quantile
 * @param mean mean
 * @param min smallest value
 * @param max largest value
 * @param last mean over replications of the value at the end; NaN where a quantity has no course
 * @param ci95 95 % confidence interval of the mean over replications; null for one replication, for
 *     equal values and where a value is infinite
 */
public record LatencySummary(
    long n,
    double p50,
    double p90,
    double p95,
    double p99,
    double mean,
    double min,
    double max,
    double last,
    @Nullable Interval ci95) {}
