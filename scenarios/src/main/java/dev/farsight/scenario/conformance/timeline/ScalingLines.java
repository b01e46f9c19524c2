package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.MetricSources;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.ExternalMetricSource;
import dev.farsight.sim.kube.HPAScalingPolicy;
import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.MetricSpec;
import dev.farsight.sim.kube.MetricTarget;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceMetricSource;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectStatus;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.TriggerActivityStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes down what KEDA and autoscalers do: reads, sizes, conditions, autoscalers made. */
final class ScalingLines implements AuditLog.Sink {

  private final Lines lines;
  private final StableNames names;
  private final WorkloadLines workloads;
  private final Map<String, ObjectNode> last = new LinkedHashMap<>();
  private @Nullable Cluster watched;

  ScalingLines(Lines lines, StableNames names, WorkloadLines workloads) {
    this.lines = lines;
    this.workloads = workloads;
    this.names = names;
  }

  void watch(Cluster cluster) {
    watched = cluster;
    cluster.audit().addSink(this);
    cluster.watch(Kinds.SCALED_OBJECT, 0, this::onScaledObject);
    cluster.watch(Kinds.SCALED_JOB, 0, this::onScaledJob);
    cluster.watch(Kinds.HORIZONTAL_POD_AUTOSCALER, 0, this::onAutoscaler);
  }

  private long now() {
    return watched == null ? 0 : watched.now().nanos();
  }

  @Override
  public void scaled(String by, Scale scale, int replicas) {
    int slash = scale.key().indexOf('/');
    lines
        .add(now(), "scale", scale.key().substring(0, slash))
        .put("by", by)
        .put("code", 200)
        .put(scale.kind().toLowerCase(Locale.ROOT), scale.key().substring(slash + 1))
        .put("replicas", replicas);
  }

  @Override
  public void metricRead(AuditLog.MetricRead read) {
    ObjectNode line =
        lines
            .add(read.askedNanos(), "metric.read", read.namespace())
            .put("code", read.answer().code())
            .put("metric", read.metric())
            .put("tookMs", Lines.millis(now() - read.askedNanos()));
    if (read.answer().message() != null) {
      line.put("message", read.answer().message());
    }
  }

  @Override
  public void metricsSeen(HorizontalPodAutoscaler autoscaler, List<String> values) {
    workloads.metricsSeen(now(), autoscaler, values);
  }

  @Override
  public void sourceRead(AuditLog.SourceRead read) {
    MetricSources.Reading reading = read.reading();
    String value =
        reading.failure() != null
            ? reading.failure()
            : Quantity.ofMilli(reading.milli()).exact().stripTrailingZeros().toPlainString();
    ObjectNode line =
        lines
            .add(now(), "load.read", read.namespace())
            .put("by", read.by())
            .put("metric", read.metric())
            .put("value", value);
    if (read.retry()) {
      line.put("retry", true);
    }
  }

  @Override
  public void messageTaken(AuditLog.MessageTaken taken) {
    lines
        .add(now(), "queue", taken.pod().namespace())
        .put("metric", taken.metric())
        .put("pod", names.of(taken.pod()))
        .put("value", taken.left());
  }

  private void addIfNew(String word, KubeObject object, ObjectNode state) {
    if (!state.equals(last.put(word + "/" + object.metadata().uid(), state))) {
      lines.add(now(), word, object.namespace()).put(word, object.name()).setAll(state);
    }
  }

  private void gone(String word, KubeObject object) {
    lines.add(now(), word + ".deleted", object.namespace()).put(word, object.name());
  }

  private static void conditions(ObjectNode state, List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return;
    }
    ArrayNode array = state.putArray("conditions");
    for (Condition condition : conditions) {
      array
          .addObject()
          .put("message", orNull(condition.message()))
          .put("reason", orNull(condition.reason()))
          .put("status", condition.status())
          .put("type", condition.type());
    }
  }

  private static void activity(ObjectNode state, Map<String, TriggerActivityStatus> triggers) {
    if (!triggers.isEmpty()) {
      ObjectNode activity = state.putObject("triggersActivity");
      triggers.forEach(
          (metric, each) -> activity.putObject(metric).put("isActive", each.isActive()));
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static void time(ObjectNode state, @Nullable Timestamp time) {
    if (time != null) {
      state.put("lastActiveMs", Lines.millis(time.nanos()));
    }
  }

  private void onScaledObject(WatchEvent<ScaledObject> event) {
    ScaledObject object = event.object();
    if (event.type() == WatchEvent.Type.DELETED) {
      gone("scaledobject", object);
      return;
    }
    ScaledObjectStatus status = object.status();
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("generation", object.metadata().generation());
    conditions(state, status.conditions());
    time(state, status.lastActiveTime());
    if (status.hpaName() != null) {
      state.put("hpaName", status.hpaName());
    }
    if (status.scaleTargetKind() != null) {
      state.put("scaleTargetKind", status.scaleTargetKind());
    }
    Lines.putIfKnown(state, "originalReplicaCount", status.originalReplicaCount());
    Lines.putIfKnown(state, "pausedReplicaCount", status.pausedReplicaCount());
    if (!status.externalMetricNames().isEmpty()) {
      ArrayNode names = state.putArray("externalMetricNames");
      status.externalMetricNames().forEach(names::add);
    }
    if (!status.health().isEmpty()) {
      ObjectNode health = state.putObject("health");
      status
          .health()
          .forEach(
              (metric, each) ->
                  health
                      .putObject(metric)
                      .put(
                          "numberOfFailures",
                          Objects.requireNonNullElse(each.numberOfFailures(), 0))
                      .put("status", each.status()));
    }
    activity(state, status.triggersActivity());
    if (!object.metadata().annotations().isEmpty()) {
      ObjectNode annotations = state.putObject("annotations");
      object.metadata().annotations().forEach(annotations::put);
    }
    addIfNew("scaledobject", object, state);
  }

  private void onScaledJob(WatchEvent<ScaledJob> event) {
    ScaledJob object = event.object();
    if (event.type() == WatchEvent.Type.DELETED) {
      gone("scaledjob", object);
      return;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("generation", object.metadata().generation());
    conditions(state, object.status().conditions());
    time(state, object.status().lastActiveTime());
    activity(state, object.status().triggersActivity());
    addIfNew("scaledjob", object, state);
  }

  private void onAutoscaler(WatchEvent<HorizontalPodAutoscaler> event) {
    HorizontalPodAutoscaler autoscaler = event.object();
    OwnerReference owner = autoscaler.metadata().controllerOwner();
    if (event.type() == WatchEvent.Type.DELETED || owner == null) {
      return;
    }
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    HorizontalPodAutoscalerBehavior behavior = autoscaler.spec().behavior();
    if (behavior == null) {
      state.putNull("behavior");
    } else {
      ObjectNode both = state.putObject("behavior");
      rules(both, "scaleDown", behavior.scaleDown());
      rules(both, "scaleUp", behavior.scaleUp());
    }
    state.put("hpa", autoscaler.name()).put("maxReplicas", autoscaler.spec().maxReplicas());
    ArrayNode metrics = state.putArray("metrics");
    autoscaler.spec().metrics().forEach(metric -> metrics.add(metric(metric)));
    Lines.putIfKnown(state, "minReplicas", autoscaler.spec().minReplicas());
    state.put("owner", owner.name()).put("ownerKind", owner.kind());
    state.put(
        "target",
        autoscaler.spec().scaleTargetRef().kind()
            + "/"
            + autoscaler.spec().scaleTargetRef().name());
    String key = "hpa.spec/" + autoscaler.metadata().uid();
    if (!state.equals(last.put(key, state))) {
      lines.add(now(), "hpa.spec", autoscaler.namespace()).setAll(state);
    }
    Timestamp scaled = autoscaler.status().lastScaleTime();
    HorizontalPodAutoscaler old = event.old();
    if (scaled != null && old != null && !scaled.equals(old.status().lastScaleTime())) {
      lines
          .add(now(), "hpa.scaled", autoscaler.namespace())
          .put("hpa", autoscaler.name())
          .put("lastScaleMs", Lines.millis(scaled.nanos()));
    }
  }

  private static void rules(ObjectNode into, String name, @Nullable HPAScalingRules rules) {
    if (rules == null) {
      return;
    }
    ObjectNode node = into.putObject(name);
    ArrayNode policies = node.putArray("policies");
    for (HPAScalingPolicy policy : rules.policies()) {
      policies
          .addObject()
          .put("periodSeconds", policy.periodSeconds())
          .put("type", policy.type())
          .put("value", policy.value());
    }
    node.put("selectPolicy", Objects.toString(rules.selectPolicy(), "Max"));
    Lines.putIfKnown(node, "stabilizationWindowSeconds", rules.stabilizationWindowSeconds());
    if (rules.tolerance() != null) {
      node.put("tolerance", rules.tolerance().toString());
    }
  }

  private static ObjectNode metric(MetricSpec metric) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ExternalMetricSource external = metric.external();
    ResourceMetricSource resource =
        metric.resource() != null ? metric.resource() : metric.containerResource();
    MetricTarget target = null;
    if (external != null) {
      node.put("name", external.metric().name());
      target = external.target();
      if (external.metric().selector() != null) {
        ObjectNode selector = node.putObject("selector");
        external.metric().selector().matchLabels().forEach(selector::put);
      }
    } else if (resource != null) {
      node.put("name", resource.name());
      target = resource.target();
    }
    if (target != null) {
      Quantity quantity = target.averageValue() != null ? target.averageValue() : target.value();
      node.put("target", quantity != null ? quantity.toString() : "" + target.averageUtilization());
      node.put("targetType", target.type());
    }
    return node.put("type", metric.type());
  }
}
