package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.MetricIdentifier;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceMetricSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the metrics of an autoscaler into proposed sizes ({@code replica_calculator.go}). */
final class MetricReader {

  private static final long NANOS = 1_000_000_000L;
  private static final long DEFAULT_TOLERANCE_NANOS = NANOS / 10;

  private final Cluster cluster;
  private final HorizontalPodAutoscaler autoscaler;
  private final ScaleTarget target;

  MetricReader(Cluster cluster, HorizontalPodAutoscaler autoscaler, ScaleTarget target) {
    this.cluster = cluster;
    this.autoscaler = autoscaler;
    this.target = target;
  }

  MetricReading read(MetricSpec metric) {
    if (metric.external() != null) {
      return readNamed(
          "external metric",
          "FailedGetExternalMetric",
          metric.external().metric(),
          metric.external().target());
    }
    if (metric.object() != null) {
      return readNamed(
          metric.object().describedObject().kind() + " metric",
          "FailedGetObjectMetric",
          metric.object().metric(),
          metric.object().target());
    }
    if (metric.pods() != null) {
      return readNamed(
          "pods metric", "FailedGetPodsMetric", metric.pods().metric(), metric.pods().target());
    }
    ResourceMetricSource resource =
        metric.resource() != null ? metric.resource() : metric.containerResource();
    return resource != null
        ? readResource(resource)
        : MetricReading.failed(
            "InvalidMetricSourceType", "invalid metric source type \"" + metric.type() + "\"");
  }

  private @Nullable Quantity value(String name) {
    ExternalMetric found =
        cluster.get(Kinds.EXTERNAL_METRIC, ObjectMeta.key(autoscaler.namespace(), name));
    return found == null ? null : found.value();
  }

  private MetricReading readNamed(
      String sort, String failureReason, MetricIdentifier metric, MetricTarget wanted) {
    Quantity value = value(metric.name());
    String selector = metric.selector() == null ? "nil" : "&" + metric.selector();
    if (value == null) {
      String name = autoscaler.namespace() + "/" + metric.name() + "/" + selector;
      return MetricReading.failed(
          failureReason,
          "unable to get external metric "
              + name
              + ": unable to fetch metrics from external metrics API: the server could not find"
              + " the metric "
              + metric.name()
              + " for ");
    }
    String name = sort + " " + metric.name() + "(" + selector + ")";
    long usage = milli(value);
    Quantity average = wanted.averageValue();
    if (average != null) {
      return perPod(name, usage, milli(average));
    }
    long target = milli(Objects.requireNonNullElse(wanted.value(), Quantity.ofUnits(1)));
    return MetricReading.of(byRatio(usage, target), name, "value " + usage + "m");
  }

  /** AverageValue: the total divided by the target, unless that is within the tolerance. */
  private MetricReading perPod(String name, long usage, long target) {
    int pods = target == 0 ? 0 : this.target.statusReplicas();
    int replicas = pods;
    if (pods == 0 || !isTolerated(usage, target * pods)) {
      replicas = ceil(usage, target);
    }
    long average = pods == 0 ? usage : -Math.floorDiv(-usage, (long) pods);
    return MetricReading.of(replicas, name, "avg " + average + "m");
  }

  /** Value: the ratio times the Ready pods, unless it is within the tolerance. */
  private int byRatio(long usage, long target) {
    int current = this.target.specReplicas();
    if (current == 0) {
      return ceil(usage, target);
    }
    if (isTolerated(usage, target)) {
      return current;
    }
    return ceil(usage * readyPods(), target);
  }

  private MetricReading readResource(ResourceMetricSource resource) {
    Quantity value = value(resource.name());
    if (value == null) {
      return MetricReading.failed(
          "FailedGetResourceMetric",
          "failed to get "
              + resource.name()
              + " utilization: unable to get metrics for resource "
              + resource.name()
              + ": no metrics returned from resource metrics API");
    }
    Integer utilization = resource.target().averageUtilization();
    Quantity average = resource.target().averageValue();
    long wanted =
        utilization != null
            ? utilization * 1000L
            : milli(Objects.requireNonNullElse(average, Quantity.ofUnits(1)));
    String name =
        resource.name()
            + " resource"
            + (utilization != null ? " utilization (percentage of request)" : "");
    return MetricReading.of(byRatio(milli(value), wanted), name, "avg " + milli(value) + "m");
  }

  private boolean isTolerated(long usage, long target) {
    HorizontalPodAutoscalerBehavior behavior = autoscaler.spec().behavior();
    long up = toleranceNanos(behavior == null ? null : behavior.scaleUp());
    long down = toleranceNanos(behavior == null ? null : behavior.scaleDown());
    double ratio = (double) usage / (double) target;
    return 1.0 - (double) down / NANOS <= ratio && ratio <= 1.0 + (double) up / NANOS;
  }

  private static long toleranceNanos(@Nullable HPAScalingRules rules) {
    Quantity tolerance = rules == null ? null : rules.tolerance();
    return tolerance == null
        ? DEFAULT_TOLERANCE_NANOS
        : tolerance.units() * NANOS + tolerance.nanos();
  }

  private int readyPods() {
    int ready = 0;
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(autoscaler.namespace())) {
      if (target.selector() != null
          && target.selector().matches(pod.metadata().labels())
          && isReady(pod)) {
        ready++;
      }
    }
    return ready;
  }

  private static boolean isReady(Pod pod) {
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.status().equals("True");
      }
    }
    return false;
  }

  private static long milli(Quantity quantity) {
    return quantity.units() * 1000L - Math.floorDiv(-quantity.nanos(), 1_000_000);
  }

  private static int ceil(long dividend, long divisor) {
    long result = divisor == 0 ? Integer.MAX_VALUE : -Math.floorDiv(-dividend, divisor);
    return (int) Math.min(Integer.MAX_VALUE, result);
  }
}
