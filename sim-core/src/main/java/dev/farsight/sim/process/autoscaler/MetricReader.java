package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.ExternalMetricsServer;
import dev.farsight.sim.cluster.MetricSources;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.ExternalMetricSource;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.HorizontalPodAutoscalerSpec;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.MetricIdentifier;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceMetricSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the metrics of an autoscaler into proposed sizes ({@code replica_calculator.go}). It is
 * made once for each version of the autoscaler's spec, so that a sync need not put names together.
 */
final class MetricReader {

  private static final String KEDA_LABEL = "scaledobject.keda.sh/name";
  private static final long NANOS = 1_000_000_000L;
  private static final long DEFAULT_TOLERANCE_NANOS = NANOS / 10;

  private final Cluster cluster;
  private final ReadyPods readyPods;
  private final String namespace;
  private final String targetKey;
  private final HorizontalPodAutoscalerSpec spec;
  private final double leastTolerated;
  private final double mostTolerated;
  private final MetricName[] names;
  private final ExternalMetricsServer.@Nullable Request[] requests;

  MetricReader(
      Cluster cluster, ReadyPods readyPods, String namespace, HorizontalPodAutoscalerSpec spec) {
    this.cluster = cluster;
    this.readyPods = readyPods;
    this.namespace = namespace;
    this.spec = spec;
    this.targetKey = ObjectMeta.key(namespace, spec.scaleTargetRef().name());
    HorizontalPodAutoscalerBehavior behavior = spec.behavior();
    long up = toleranceNanos(behavior == null ? null : behavior.scaleUp());
    long down = toleranceNanos(behavior == null ? null : behavior.scaleDown());
    this.leastTolerated = 1.0 - (double) down / NANOS;
    this.mostTolerated = 1.0 + (double) up / NANOS;
    int count = spec.metrics().size();
    this.names = new MetricName[count];
    this.requests = new ExternalMetricsServer.Request[count];
    for (int i = 0; i < count; i++) {
      names[i] = MetricName.of(name(spec.metrics().get(i)));
      requests[i] = request(spec.metrics().get(i));
    }
  }

  /** Returns whether this reader was made for a spec. */
  boolean isFor(HorizontalPodAutoscalerSpec other) {
    return spec == other || spec.equals(other);
  }

  /** Returns the key of the workload that the spec names. */
  String targetKey() {
    return targetKey;
  }

  private static String name(MetricSpec metric) {
    if (metric.external() != null) {
      return name("external metric", metric.external().metric());
    } else if (metric.object() != null) {
      return name(metric.object().describedObject().kind() + " metric", metric.object().metric());
    } else if (metric.pods() != null) {
      return name("pods metric", metric.pods().metric());
    }
    ResourceMetricSource resource =
        metric.resource() != null ? metric.resource() : metric.containerResource();
    if (resource == null) {
      return "";
    }
    boolean share = resource.target().averageUtilization() != null;
    return resource.name() + " resource" + (share ? " utilization (percentage of request)" : "");
  }

  private static String name(String sort, MetricIdentifier metric) {
    return sort + " " + metric.name() + "(" + selector(metric) + ")";
  }

  /** What is asked of KEDA's metrics server; null for metrics that it does not serve. */
  private ExternalMetricsServer.@Nullable Request request(MetricSpec metric) {
    ExternalMetricSource external = metric.external();
    LabelSelector selector = external == null ? null : external.metric().selector();
    String owner = selector == null ? null : selector.matchLabels().get(KEDA_LABEL);
    return external == null || owner == null
        ? null
        : new ExternalMetricsServer.Request(
            namespace, external.metric().name(), ObjectMeta.key(namespace, owner));
  }

  /** Reads a metric for a target; an external one may take a while to answer. */
  void read(int index, Scale target, MetricReading.Receiver receiver) {
    MetricSpec metric = spec.metrics().get(index);
    Reading reading = new Reading(target, names[index]);
    ExternalMetricSource external = metric.external();
    if (external == null) {
      receiver.read(reading.present(metric));
      return;
    }
    ExternalMetricsServer.Request request = requests[index];
    ExternalMetricsServer server = cluster.externalMetrics();
    if (request == null || server == null) {
      receiver.read(reading.scripted(external));
      return;
    }
    long asked = cluster.now().nanos();
    server.serve(
        request,
        answer -> {
          audit(request.metric(), answer, asked);
          String message = answer.message();
          receiver.read(
              message == null
                  ? reading.of(external.target(), answer.milli())
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
                  namespace, metric.toLowerCase(Locale.ROOT), answer, askedNanos));
    }
  }

  /** A metric that steps or loads set; one that nobody sets does not exist. */
  private MetricSources.Reading source(String name) {
    String key = ObjectMeta.key(namespace, name);
    MetricSources sources = cluster.metricSources();
    return sources.isKnown(key)
        ? sources.read(key)
        : new MetricSources.Reading(0, ExternalMetric.NOT_FOUND);
  }

  private static String selector(MetricIdentifier metric) {
    LabelSelector selector = metric.selector();
    return selector == null ? "nil" : "&" + selector.goText();
  }

  private MetricReading failedExternal(ExternalMetricSource external, String message) {
    MetricIdentifier metric = external.metric();
    boolean perPod = external.target().averageValue() != null;
    return MetricReading.failed(
        "FailedGetExternalMetric",
        "unable to get external metric "
            + namespace
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

  /** One reading of one metric. */
  private final class Reading {
    private final Scale target;
    private final MetricName name;

    Reading(Scale target, MetricName name) {
      this.target = target;
      this.name = name;
    }

    MetricReading present(MetricSpec metric) {
      if (metric.object() != null) {
        String id = metric.object().metric().name();
        MetricSources.Reading value = source(id);
        return value.isFailed()
            ? MetricReading.failed(
                "FailedGetObjectMetric",
                "unable to get metric " + id + " on " + metric.object().describedObject().kind(),
                "failed to get object metric value: failed to get " + id + " object metric: ")
            : of(metric.object().target(), value.milli());
      }
      if (metric.pods() != null) {
        String id = metric.pods().metric().name();
        MetricSources.Reading value = source(id);
        return value.isFailed()
            ? MetricReading.failed(
                "FailedGetPodsMetric",
                "unable to get metric " + id,
                "failed to get pods metric value: ")
            : of(metric.pods().target(), value.milli());
      }
      ResourceMetricSource resource =
          metric.resource() != null ? metric.resource() : metric.containerResource();
      return resource != null
          ? resource(resource)
          : MetricReading.failed(
              "InvalidMetricSourceType",
              "invalid metric source type \"" + metric.type() + "\"",
              "");
    }

    MetricReading scripted(ExternalMetricSource external) {
      MetricIdentifier metric = external.metric();
      MetricSources.Reading value = source(metric.name());
      String missing = "the server could not find the metric " + metric.name() + " for ";
      audit(
          metric.name(),
          value.isFailed()
              ? ExternalMetricsServer.Answer.failed(404, missing)
              : ExternalMetricsServer.Answer.of(value.milli()),
          cluster.now().nanos());
      return value.isFailed()
          ? failedExternal(external, missing)
          : of(external.target(), value.milli());
    }

    MetricReading of(MetricTarget wanted, long usage) {
      Quantity average = wanted.averageValue();
      if (average != null) {
        return perPod(usage, milli(average));
      }
      long milli = milli(Objects.requireNonNullElse(wanted.value(), Quantity.ofUnits(1)));
      return MetricReading.of(byRatio(usage, milli), name, shown("", usage));
    }

    /** AverageValue: the total divided by the target, unless that is within the tolerance. */
    private MetricReading perPod(long usage, long wanted) {
      int pods = wanted == 0 ? 0 : target.statusReplicas();
      int replicas = pods;
      if (pods == 0 || !isTolerated(usage, wanted * pods)) {
        replicas = ceil(usage, wanted);
      }
      // Upstream divides by the pods of the status even where it knows none.
      long average = pods == 0 ? Long.MIN_VALUE : -Math.floorDiv(-usage, (long) pods);
      return MetricReading.of(replicas, name, shown("avg ", average));
    }

    /** Value: the ratio times the Ready pods, unless it is within the tolerance. */
    private int byRatio(long usage, long wanted) {
      int current = target.specReplicas();
      if (current == 0) {
        return ceil(usage, wanted);
      }
      if (isTolerated(usage, wanted)) {
        return current;
      }
      return ceil(usage * readyPods.of(namespace, target.selector()), wanted);
    }

    private MetricReading resource(ResourceMetricSource resource) {
      String own =
          target.key()
              + "/"
              + resource.name()
              + (resource.target().averageUtilization() == null ? "/average" : "");
      MetricSources sources = cluster.metricSources();
      MetricSources.Reading value =
          sources.isKnown(own) ? sources.read(own) : source(resource.name());
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
      int replicas = byRatio(value.milli(), wanted);
      return MetricReading.of(replicas, name, shown("avg ", value.milli()));
    }

    private String shown(String prefix, long milli) {
      return cluster.audit().isHeard() ? prefix + Quantity.ofMilli(milli) : "";
    }
  }

  private boolean isTolerated(long usage, long target) {
    double ratio = (double) usage / (double) target;
    return leastTolerated <= ratio && ratio <= mostTolerated;
  }

  private static long toleranceNanos(@Nullable HPAScalingRules rules) {
    Quantity tolerance = rules == null ? null : rules.tolerance();
    return tolerance == null
        ? DEFAULT_TOLERANCE_NANOS
        : tolerance.units() * NANOS + tolerance.nanos();
  }

  private static long milli(Quantity quantity) {
    return quantity.units() * 1000L - Math.floorDiv(-quantity.nanos(), 1_000_000);
  }

  private static int ceil(long dividend, long divisor) {
    long result = divisor == 0 ? Integer.MAX_VALUE : -Math.floorDiv(-dividend, divisor);
    return (int) Math.min(Integer.MAX_VALUE, result);
  }
}
