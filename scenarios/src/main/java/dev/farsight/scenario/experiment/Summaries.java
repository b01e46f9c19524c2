package dev.farsight.scenario.experiment;

import dev.farsight.scenario.document.Metric;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums up metrics over all replications: times of all pods together, and of series the value over
 * time, where each replication weighs the same.
 */
final class Summaries {

  private static final double[] SHARES = {0.5, 0.9, 0.95, 0.99};

  private Summaries() {}

  /** Returns the summary of every metric that has values, in the order of the catalogue. */
  static Map<String, LatencySummary> of(List<RunResult> replications) {
    Map<String, LatencySummary> summaries = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      LatencySummary summary =
          metric.shape() == Metric.Shape.TIME
              ? ofTimes(metric, replications)
              : ofSeries(metric, replications);
      summaries.put(metric.label(), summary);
    }
    return summaries;
  }

  private static LatencySummary ofTimes(Metric metric, List<RunResult> replications) {
    double[][] perRun = new double[replications.size()][];
    double[] means = new double[perRun.length];
    for (int i = 0; i < perRun.length; i++) {
      perRun[i] = MetricValues.times(replications.get(i), metric, Map.of());
      means[i] = perRun[i].length == 0 ? Double.NaN : MetricValues.mean(perRun[i]);
    }
    double[] all = joined(perRun);
    Arrays.sort(all);
    if (all.length == 0) {
      return nothing();
    }
    return new LatencySummary(
        all.length,
        MetricValues.quantile(all, SHARES[0]),
        MetricValues.quantile(all, SHARES[1]),
        MetricValues.quantile(all, SHARES[2]),
        MetricValues.quantile(all, SHARES[3]),
        MetricValues.mean(all),
        all[0],
        all[all.length - 1],
        Double.NaN,
        Intervals.ofMean(means));
  }

  private static double[] joined(double[][] parts) {
    int length = 0;
    for (double[] part : parts) {
      length += part.length;
    }
    double[] all = new double[length];
    int filled = 0;
    for (double[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    return all;
  }

  private static LatencySummary ofSeries(Metric metric, List<RunResult> replications) {
    List<Series> courses = new ArrayList<>();
    long[] ends = new long[replications.size()];
    for (RunResult run : replications) {
      Series series = run.series(metric.label());
      if (series != null) {
        ends[courses.size()] = run.endNanos();
        courses.add(series);
      }
    }
    if (courses.isEmpty()) {
      return nothing();
    }
    double[] means = new double[courses.size()];
    double[] lasts = new double[means.length];
    double[] quantiles = new double[SHARES.length];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < means.length; i++) {
      Series series = courses.get(i);
      means[i] = series.mean(ends[i]);
      lasts[i] = series.last();
      least = Math.min(least, series.min());
      most = Math.max(most, series.max());
      double[] own = series.quantiles(SHARES, ends[i]);
      for (int q = 0; q < SHARES.length; q++) {
        quantiles[q] += own[q] / means.length;
      }
    }
    return new LatencySummary(
        means.length,
        quantiles[0],
        quantiles[1],
        quantiles[2],
        quantiles[3],
        MetricValues.mean(means),
        least,
        most,
        MetricValues.mean(lasts),
        Intervals.ofMean(means));
  }

  private static LatencySummary nothing() {
    double none = Double.NaN;
    return new LatencySummary(0, none, none, none, none, none, none, none, none, null);
  }
}
