package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.ExternalMetricsServer;
import dev.farsight.sim.cluster.MetricSources;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.kube.CrossVersionObjectReference;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.ExternalMetricSource;
import dev.farsight.sim.kube.HorizontalPodAutoscalerSpec;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.MetricIdentifier;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectMetricSource;
import dev.farsight.sim.kube.PodsMetricSource;
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

  private static final Quantity ONE = Quantity.ofUnits(1);
  private static final String KEDA_LABEL = "scaledobject.keda.sh/name";

  private final Cluster cluster;
  private final ReadyPods readyPods;
  private final String namespace;
  private final String targetKey;
  private final HorizontalPodAutoscalerSpec spec;
  private final Tolerance tolerance;
  private final MetricName[] names;
  private final ExternalMetricsServer.@Nullable Request[] requests;

  MetricReader(
      Cluster cluster, ReadyPods readyPods, String namespace, HorizontalPodAutoscalerSpec spec) {
    this.cluster = cluster;
    this.readyPods = readyPods;
    this.namespace = namespace;
    this.spec = spec;
    this.targetKey = ObjectMeta.key(namespace, spec.scaleTargetRef().name());
    this.tolerance = Tolerance.of(spec.behavior());
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
      return externalName(metric.external().metric());
    } else if (metric.object() != null) {
      // Upstream calls it an external metric where the target is a value per pod.
      return metric.object().target().averageValue() != null
          ? externalName(metric.object().metric())
          : metric.object().describedObject().kind() + " metric " + metric.object().metric().name();
    } else if (metric.pods() != null) {
      return "pods metric " + metric.pods().metric().name();
    }
    ResourceMetricSource resource =
        metric.resource() != null ? metric.resource() : metric.containerResource();
    if (resource == null) {
      return "";
    }
    if (resource.target().averageValue() != null) {
      return resource.name() + " resource";
    }
    return resource.name()
        + (metric.resource() != null ? " resource" : " container resource")
        + " utilization (percentage of request)";
  }

  private static String externalName(MetricIdentifier metric) {
    return "external metric " + metric.name() + "(" + selector(metric) + ")";
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

  /**
   * Reads a metric for a target.
   *
   * @param receiver takes the reading of an external metric that lets it wait
   * @return the reading if it is there at once, else null
   */
  @Nullable MetricReading read(int index, Scale target, MetricReading.Receiver receiver) {
    MetricSpec metric = spec.metrics().get(index);
    Reading reading = new Reading(target, names[index]);
    ExternalMetricSource external = metric.external();
    if (external == null) {
      return reading.present(metric);
    }
    ExternalMetricsServer.Request request = requests[index];
    ExternalMetricsServer server = cluster.externalMetrics();
    if (request == null || server == null) {
      return reading.scripted(external);
    }
    long asked = cluster.nowNanos();
    ExternalMetricsServer.Answer now =
        server.serve(
            request, late -> receiver.read(reading.answered(external, request, late, asked)));
    return now == null ? null : reading.answered(external, request, now, asked);
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
    return uselessExternal(
        external,
        "unable to get external metric "
            + namespace
            + "/"
            + external.metric().name()
            + "/"
            + selector(external.metric())
            + ": unable to fetch metrics from external metrics API: "
            + message);
  }

  private static MetricReading uselessExternal(ExternalMetricSource external, String message) {
    MetricIdentifier metric = external.metric();
    boolean perPod = external.target().averageValue() != null;
    return MetricReading.failed(
        "FailedGetExternalMetric",
        message,
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
        return object(metric.object());
      }
      if (metric.pods() != null) {
        return pods(metric.pods());
      }
      if (metric.resource() != null) {
        return resource(
            metric.resource(),
            "FailedGetResourceMetric",
            "failed to get " + metric.resource().name() + " resource metric value: ");
      }
      return metric.containerResource() != null
          ? resource(
              metric.containerResource(),
              "FailedGetContainerResourceMetric",
              "failed to get "
                  + metric.containerResource().container()
                  + " container metric value: ")
          : MetricReading.failed(
              "InvalidMetricSourceType",
              "unknown metric source type \"" + metric.type() + "\"",
              "");
    }

    private MetricReading object(ObjectMetricSource metric) {
      String id = metric.metric().name();
      String context = "failed to get object metric value: ";
      if (metric.target().averageValue() != null) {
        context += "failed to get " + id + " object metric: ";
      }
      MetricSources.Reading value = source(id);
      if (value.isFailed()) {
        CrossVersionObjectReference about = metric.describedObject();
        // Upstream mixes up the order of the words.
        return MetricReading.failed(
            "FailedGetObjectMetric",
            "unable to get metric "
                + id
                + ": "
                + about.kind()
                + " on "
                + namespace
                + " "
                + about.name()
                + "/unable to fetch metrics from custom metrics API: the server could not find the"
                + " metric "
                + id
                + " for "
                + resource(about)
                + " "
                + about.name(),
            context);
      }
      String why = uncountable(metric.target());
      return why != null
          ? MetricReading.failed("FailedGetObjectMetric", why, context)
          : of(metric.target(), value.milli());
    }

    /** Returns the resource of an object, such as {@code ingresses.networking.k8s.io}. */
    private static String resource(CrossVersionObjectReference about) {
      String kind = String.valueOf(about.kind()).toLowerCase(Locale.ROOT);
      String version = String.valueOf(about.apiVersion());
      int slash = version.indexOf('/');
      return kind
          + (kind.endsWith("s") ? "es" : "s")
          + (slash < 0 ? "" : "." + version.substring(0, slash));
    }

    /** The stated value is the sum over the pods that report. */
    private MetricReading pods(PodsMetricSource metric) {
      String id = metric.metric().name();
      String context = "failed to get pods metric value: ";
      MetricSources.Reading value = source(id);
      if (value.isFailed()) {
        return MetricReading.failed(
            "FailedGetPodsMetric",
            "unable to get metric "
                + id
                + ": unable to fetch metrics from custom metrics API: the server could not find"
                + " the metric "
                + id
                + " for pods",
            context);
      }
      PodMetrics metrics = podMetrics("");
      String why = metrics.failure();
      if (why != null) {
        return MetricReading.failed("FailedGetPodsMetric", why, context);
      }
      long wanted = milli(Objects.requireNonNullElse(metric.target().averageValue(), ONE));
      long each = value.milli() / metrics.reporting();
      return MetricReading.of(metrics.byValue(each, wanted), name, shown("avg ", each));
    }

    private PodMetrics podMetrics(String resource) {
      return new PodMetrics(
          cluster, namespace, target.selector(), resource, tolerance, target.specReplicas());
    }

    /** Returns why a value that is no value per pod says nothing, or null. */
    private @Nullable String uncountable(MetricTarget wanted) {
      LabelSelector selector = target.selector();
      boolean counts = wanted.averageValue() == null && target.specReplicas() > 0;
      return counts && selector != null && !readyPods.isAny(namespace, selector)
          ? "unable to calculate ready pods: no pods returned by selector while calculating replica"
              + " count"
          : null;
    }

    MetricReading answered(
        ExternalMetricSource external,
        ExternalMetricsServer.Request request,
        ExternalMetricsServer.Answer answer,
        long askedNanos) {
      audit(request.metric(), answer, askedNanos);
      String message = answer.message();
      return message == null
          ? external(external, answer.milli())
          : failedExternal(external, message);
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
          cluster.nowNanos());
      return value.isFailed()
          ? failedExternal(external, missing)
          : external(external, value.milli());
    }

    MetricReading external(ExternalMetricSource external, long usage) {
      String why = uncountable(external.target());
      return why != null ? uselessExternal(external, why) : of(external.target(), usage);
    }

    MetricReading of(MetricTarget wanted, long usage) {
      Quantity average = wanted.averageValue();
      if (average != null) {
        return perPod(usage, milli(average));
      }
      long milli = milli(Objects.requireNonNullElse(wanted.value(), ONE));
      return MetricReading.of(byRatio(usage, milli), name, shown("", usage));
    }

    /** AverageValue: the total divided by the target, unless that is within the tolerance. */
    private MetricReading perPod(long usage, long wanted) {
      int pods = wanted == 0 ? 0 : target.statusReplicas();
      int replicas = pods;
      if (!tolerance.covers((double) usage / ((double) wanted * pods))) {
        replicas = Tolerance.ceil((double) usage / wanted);
      }
      // Upstream divides by the pods of the status even where it knows none.
      long average = pods == 0 ? Long.MIN_VALUE : -Math.floorDiv(-usage, (long) pods);
      return MetricReading.of(replicas, name, shown("avg ", average));
    }

    /** Value: the ratio times the Ready pods, unless it is within the tolerance. */
    private int byRatio(long usage, long wanted) {
      int current = target.specReplicas();
      double ratio = (double) usage / wanted;
      if (current == 0) {
        return Tolerance.ceil(ratio);
      }
      return tolerance.covers(ratio)
          ? current
          : Tolerance.ceil(ratio * readyPods.of(namespace, target.selector()));
    }

    private MetricReading resource(ResourceMetricSource resource, String reason, String context) {
      Integer utilization =
          resource.target().averageValue() == null ? resource.target().averageUtilization() : null;
      String stem =
          "failed to get "
              + resource.name()
              + (utilization == null ? " usage: " : " utilization: ");
      String own = target.key() + "/" + resource.name() + (utilization == null ? "/average" : "");
      MetricSources sources = cluster.metricSources();
      MetricSources.Reading value =
          sources.isKnown(own) ? sources.read(own) : source(resource.name());
      if (value.isFailed()) {
        return MetricReading.failed(
            reason,
            stem
                + "unable to get metrics for resource "
                + resource.name()
                + ": no metrics returned from resource metrics API",
            context);
      }
      PodMetrics metrics = podMetrics(resource.name());
      String why = metrics.failure();
      if (why != null) {
        return MetricReading.failed(reason, stem + why, context);
      }
      try {
        int replicas =
            utilization != null
                ? metrics.byUtilization(
                    value.milli(), utilization, resource.name(), resource.container())
                : metrics.byValue(
                    value.milli(),
                    milli(Objects.requireNonNullElse(resource.target().averageValue(), ONE)));
        return MetricReading.of(replicas, name, shown("avg ", value.milli()));
      } catch (PodMetrics.MissingRequestException e) {
        return MetricReading.failed(reason, stem + e.getMessage(), context);
      }
    }

    private String shown(String prefix, long milli) {
      return cluster.audit().isHeard() ? prefix + Quantity.ofMilli(milli) : "";
    }
  }

  private static long milli(Quantity quantity) {
    return quantity.units() * 1000L - Math.floorDiv(-quantity.nanos(), 1_000_000);
  }
}
