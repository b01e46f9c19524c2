package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.ExternalMetricsServer;
import dev.farsight.sim.cluster.MetricSources;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.ExternalMetricSource;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.MetricIdentifier;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceMetricSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the metrics of an autoscaler into proposed sizes ({@code replica_calculator.go}). */
final class MetricReader {

  private static final String KEDA_LABEL = "scaledobject.keda.sh/name";
  private static final long NANOS = 1_000_000_000L;
  private static final long DEFAULT_TOLERANCE_NANOS = NANOS / 10;

  private final Cluster cluster;
  private final HorizontalPodAutoscaler autoscaler;
  private final Scale target;

  MetricReader(Cluster cluster, HorizontalPodAutoscaler autoscaler, Scale target) {
    this.cluster = cluster;
    this.autoscaler = autoscaler;
    this.target = target;
  }

  /** Reads a metric; an external one may take a while to answer. */
  void read(MetricSpec metric, MetricReading.Receiver receiver) {
    ExternalMetricSource external = metric.external();
    if (external == null) {
      receiver.read(readPresent(metric));
      return;
    }
    LabelSelector selector = external.metric().selector();
    String owner = selector == null ? null : selector.matchLabels().get(KEDA_LABEL);
    ExternalMetricsServer server = cluster.externalMetrics();
    if (owner == null || server == null) {
      receiver.read(readScripted(external));
      return;
    }
    long asked = cluster.now().nanos();
    String name = external.metric().name();
    server.serve(
        new ExternalMetricsServer.Request(autoscaler.namespace(), name, owner),
        answer -> {
          audit(name, answer, asked);
          String message = answer.message();
          receiver.read(
              message == null
                  ? readNamed(
                      "external metric", external.metric(), external.target(), answer.milli())
                  : failedExternal(external, message));
        });
  }

  /** In the path of a request the client writes the metric as a resource: in lower case. */
  private void audit(String metric, ExternalMetricsServer.Answer answer, long askedNanos) {
    if (cluster.audit().isHeard()) {
      cluster
          .audit()
          .metricRead(
              new AuditLog.MetricRead(
                  autoscaler.namespace(), metric.toLowerCase(Locale.ROOT), answer, askedNanos));
    }
  }

  private MetricReading readPresent(MetricSpec metric) {
    if (metric.object() != null) {
      MetricIdentifier id = metric.object().metric();
      String kind = metric.object().describedObject().kind();
      MetricSources.Reading value = scripted(id.name());
      return value.isFailed()
          ? MetricReading.failed(
              "FailedGetObjectMetric",
              "unable to get metric " + id.name() + " on " + kind,
              "failed to get object metric value: failed to get " + id.name() + " object metric: ")
          : readNamed(kind + " metric", id, metric.object().target(), value.milli());
    }
    if (metric.pods() != null) {
      MetricIdentifier id = metric.pods().metric();
      MetricSources.Reading value = scripted(id.name());
      return value.isFailed()
          ? MetricReading.failed(
              "FailedGetPodsMetric",
              "unable to get metric " + id.name(),
              "failed to get pods metric value: ")
          : readNamed("pods metric", id, metric.pods().target(), value.milli());
    }
    ResourceMetricSource resource =
        metric.resource() != null ? metric.resource() : metric.containerResource();
    return resource != null
        ? readResource(resource)
        : MetricReading.failed(
            "InvalidMetricSourceType", "invalid metric source type \"" + metric.type() + "\"", "");
  }

  /** A metric that steps or loads set; one that nobody sets does not exist. */
  private MetricSources.Reading scripted(String name) {
    String key = ObjectMeta.key(autoscaler.namespace(), name);
    MetricSources sources = cluster.metricSources();
    return sources.isKnown(key)
        ? sources.read(key)
        : new MetricSources.Reading(0, ExternalMetric.NOT_FOUND);
  }

  private static String selector(MetricIdentifier metric) {
    LabelSelector selector = metric.selector();
    return selector == null ? "nil" : "&" + selector.goText();
  }

  private MetricReading readScripted(ExternalMetricSource external) {
    MetricIdentifier metric = external.metric();
    MetricSources.Reading value = scripted(metric.name());
    String missing = "the server could not find the metric " + metric.name() + " for ";
    audit(
        metric.name(),
        value.isFailed()
            ? ExternalMetricsServer.Answer.failed(404, missing)
            : ExternalMetricsServer.Answer.of(value.milli()),
        cluster.now().nanos());
    return value.isFailed()
        ? failedExternal(external, missing)
        : readNamed("external metric", metric, external.target(), value.milli());
  }

  private MetricReading failedExternal(ExternalMetricSource external, String message) {
    MetricIdentifier metric = external.metric();
    boolean perPod = external.target().averageValue() != null;
    return MetricReading.failed(
        "FailedGetExternalMetric",
        "unable to get external metric "
            + autoscaler.namespace()
            + "/"
            + metric.name()
            + "/"
            + selector(metric)
            + ": unable to fetch metrics from external metrics API: "
            + message,
        "failed to get "
            + metric.name()
            + " external metric value: failed to get "
            + (perPod
                ? metric.name() + " external metric: "
                : "external metric " + metric.name() + ": "));
  }

  private MetricReading readNamed(
      String sort, MetricIdentifier metric, MetricTarget wanted, long usage) {
    String name = sort + " " + metric.name() + "(" + selector(metric) + ")";
    Quantity average = wanted.averageValue();
    if (average != null) {
      return perPod(name, usage, milli(average));
    }
    long target = milli(Objects.requireNonNullElse(wanted.value(), Quantity.ofUnits(1)));
    return MetricReading.of(byRatio(usage, target), name, canonical(usage));
  }

  /** AverageValue: the total divided by the target, unless that is within the tolerance. */
  private MetricReading perPod(String name, long usage, long target) {
    int pods = target == 0 ? 0 : this.target.statusReplicas();
    int replicas = pods;
    if (pods == 0 || !isTolerated(usage, target * pods)) {
      replicas = ceil(usage, target);
    }
    // Upstream divides by the pods of the status even where it knows none.
    long average = pods == 0 ? Long.MIN_VALUE : -Math.floorDiv(-usage, (long) pods);
    return MetricReading.of(replicas, name, "avg " + canonical(average));
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
    String own =
        target.key()
            + "/"
            + resource.name()
            + (resource.target().averageUtilization() == null ? "/average" : "");
    MetricSources sources = cluster.metricSources();
    MetricSources.Reading value =
        sources.isKnown(own) ? sources.read(own) : scripted(resource.name());
    if (value.isFailed()) {
      return MetricReading.failed(
          "FailedGetResourceMetric",
          "failed to get "
              + resource.name()
              + " utilization: unable to get metrics for resource "
              + resource.name()
              + ": no metrics returned from resource metrics API",
          "failed to get " + resource.name() + " resource metric value: ");
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
    return MetricReading.of(
        byRatio(value.milli(), wanted), name, "avg " + canonical(value.milli()));
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
          && pod.status().isReady()) {
        ready++;
      }
    }
    return ready;
  }

  private static long milli(Quantity quantity) {
    return quantity.units() * 1000L - Math.floorDiv(-quantity.nanos(), 1_000_000);
  }

  /** As Quantity prints it; written out for the usual numbers, as each sync asks for one. */
  private static String canonical(long milli) {
    if (milli % 1000 != 0) {
      return milli + "m";
    }
    long units = milli / 1000;
    return units % 1000 != 0 ? Long.toString(units) : Quantity.ofMilli(milli).toString();
  }

  private static int ceil(long dividend, long divisor) {
    long result = divisor == 0 ? Integer.MAX_VALUE : -Math.floorDiv(-dividend, divisor);
    return (int) Math.min(Integer.MAX_VALUE, result);
  }
}
