package dev.farsight.scenario.experiment;

import dev.farsight.scenario.document.Metric;
import dev.farsight.scenario.document.Threshold.Aggregate;
import dev.farsight.scenario.document.Threshold.Comparison;
import dev.farsight.scenario.document.Threshold.Condition;
import dev.farsight.sim.kube.Wildcards;
import dev.farsight.sim.result.AdmissionOutcome;
import dev.farsight.sim.result.AdmissionReason;
import dev.farsight.sim.result.DeploymentOutcome;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of metrics in one replication.
 *
 * <p>Times are in seconds, infinite for what never happened. Pods of the starting state and pods
 * that the API server refused have no times. Quantiles are exact: the smallest value that at least
 * that share of all values does not exceed.
 */
final class MetricValues {

  private static final double NANOS_PER_SECOND = 1e9;

  private MetricValues() {}

  /** Returns the times of a metric, ascending. */
  static double[] times(RunResult run, Metric metric, Map<String, String> only) {
    if (metric == Metric.QUEUE_WAIT || metric == Metric.TIME_TO_CAPACITY) {
      return durations(run.durations(metric.label()));
    }
    double[] values =
        metric == Metric.ROLLOUT_TIME ? rolloutTimes(run, only) : podTimes(run, metric, only);
    Arrays.sort(values);
    return values;
  }

  private static double[] rolloutTimes(RunResult run, Map<String, String> only) {
    double[] values = new double[run.deployments().size()];
    int count = 0;
    for (DeploymentOutcome deployment : run.deployments()) {
      if (matches(deployment, only)) {
        values[count++] = seconds(deployment.rolloutNanos(), 0);
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static double[] podTimes(RunResult run, Metric metric, Map<String, String> only) {
    double[] values = new double[run.pods().size()];
    int count = 0;
    for (PodOutcome pod : run.pods()) {
      if (isTimed(pod) && matches(pod, only)) {
        values[count++] = time(pod, metric);
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static double[] durations(@Nullable Durations durations) {
    double[] values = new double[durations == null ? 0 : durations.count()];
    for (int i = 0; durations != null && i < values.length; i++) {
      long nanos = durations.nanos(i);
      values[i] =
          nanos == Durations.NEVER_NANOS ? Double.POSITIVE_INFINITY : nanos / NANOS_PER_SECOND;
    }
    return values;
  }

  private static double time(PodOutcome pod, Metric metric) {
    Long end = metric == Metric.TIME_TO_READY ? pod.readyNanos() : pod.scheduledNanos();
    return seconds(end, pod.createdNanos());
  }

  private static double seconds(@Nullable Long endNanos, long startNanos) {
    return endNanos == null ? Double.POSITIVE_INFINITY : (endNanos - startNanos) / NANOS_PER_SECOND;
  }

  private static boolean isTimed(PodOutcome pod) {
    return pod.admission().decision() != AdmissionOutcome.Decision.REJECTED
        && pod.admission().reason() != AdmissionReason.EXISTED_BEFORE;
  }

  private static boolean matches(PodOutcome pod, Map<String, String> only) {
    if (only.isEmpty()) {
      return true;
    }
    String owner = pod.owner();
    return matches(only.get("namespace"), pod.namespace())
        && matches(only.get("name"), pod.name())
        && matches(only.get("owner"), owner == null ? "" : owner);
  }

  private static boolean matches(DeploymentOutcome deployment, Map<String, String> only) {
    if (only.isEmpty()) {
      return true;
    }
    return matches(only.get("namespace"), deployment.namespace())
        && matches(only.get("name"), deployment.name())
        && matches(only.get("owner"), "Deployment/" + deployment.name());
  }

  private static boolean matches(@Nullable String pattern, String text) {
    return pattern == null || Wildcards.matches(pattern, text);
  }

  /** Returns the aggregated value of a condition; NaN where there is nothing to aggregate. */
  static double aggregated(RunResult run, Condition condition, Aggregate aggregate) {
    Metric metric = condition.metric();
    if (metric.shape() == Metric.Shape.TIME) {
      return aggregate(times(run, metric, condition.only()), aggregate);
    }
    Series series = run.series(metric.label());
    return series == null ? Double.NaN : aggregate(series, run.endNanos(), aggregate);
  }

  private static double aggregate(double[] ascending, Aggregate aggregate) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    return switch (aggregate.kind()) {
      case QUANTILE -> quantile(ascending, aggregate.share());
      case MEAN -> mean(ascending);
      case MIN -> ascending[0];
      case MAX, LAST -> ascending[ascending.length - 1];
    };
  }

  private static double aggregate(Series series, long endNanos, Aggregate aggregate) {
    return switch (aggregate.kind()) {
      case QUANTILE -> series.quantile(aggregate.share(), endNanos);
      case MEAN -> series.mean(endNanos);
      case MIN -> series.min();
      case MAX -> series.max();
      case LAST -> series.last();
    };
  }

  /** Returns whether a condition holds; a bare metric must hold at some time, or for some pod. */
  static boolean holds(RunResult run, Condition condition) {
    Aggregate aggregate = condition.aggregate();
    Comparison comparison = condition.comparison();
    if (aggregate != null) {
      return comparison.holds(aggregated(run, condition, aggregate), condition.limit());
    }
    Metric metric = condition.metric();
    if (metric.shape() == Metric.Shape.TIME) {
      for (double value : times(run, metric, condition.only())) {
        if (comparison.holds(value, condition.limit())) {
          return true;
        }
      }
      return false;
    }
    Series series = run.series(metric.label());
    for (int i = 0; series != null && i < series.size(); i++) {
      if (comparison.holds(series.value(i), condition.limit())) {
        return true;
      }
    }
    return false;
  }

  /** Returns a quantile of values in ascending order, at least one. */
  static double quantile(double[] ascending, double share) {
    int rank = (int) StrictMath.ceil(share * ascending.length - 1e-9);
    return ascending[Math.max(0, Math.min(ascending.length, rank) - 1)];
  }

  /** Returns the mean of values; infinite if one is. */
  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
