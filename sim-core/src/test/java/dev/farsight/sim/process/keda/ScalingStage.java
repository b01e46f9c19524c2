package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.AuditLog;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.Scale;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentSpec;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.Event;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.HealthStatus;
import dev.farsight.sim.kube.HorizontalPodAutoscaler;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ScaleTarget;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.ScaledObjectSpec;
import dev.farsight.sim.kube.ScaledObjectStatus;
import dev.farsight.sim.process.autoscaler.HorizontalController;
import dev.farsight.sim.process.garbage.GarbageCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** KEDA and the autoscaler with a Deployment {@code shop/web} whose pods nobody makes. */
final class ScalingStage {

  static final long SECOND = 1_000_000_000L;
  static final String NAMESPACE = "shop";
  static final String KEY = "shop/web";

  /** A pod nobody makes. */
  static final PodSpec NO_PODS = PodSpec.of(List.of());

  final Simulator simulator;
  final Cluster cluster;

  /** Sizes as they were written: second, who, size. */
  final List<String> sizes = new ArrayList<>();

  private final EventType<Subject> act;
  private final Map<String, Runnable> acts = new LinkedHashMap<>();

  ScalingStage() {
    this(new KedaSettings(false, false, 0));
  }

  ScalingStage(KedaSettings settings) {
    this(settings, true);
  }

  /** A stage whose audit log nobody hears has no sizes. */
  ScalingStage(KedaSettings settings, boolean heard) {
    this(settings, heard, Checks.OFF);
  }

  /** A stage that checks itself. */
  ScalingStage(KedaSettings settings, boolean heard, Checks checks) {
    simulator = new Simulator(new RadixWheelEventQueue(), RunLimits.DEFAULT, checks);
    cluster = new Cluster(simulator, 1, 0);
    InformerFactory informers = new InformerFactory(cluster, 0);
    new HorizontalController(simulator, cluster, informers);
    new GarbageCollector(simulator, cluster, informers, 0);
    new KedaOperator(simulator, cluster, settings);
    act = simulator.declare("test.act", Priority.STATE, s -> acts.get(s.subjectName()).run());
    if (!heard) {
      return;
    }
    cluster
        .audit()
        .addSink(
            new AuditLog.Sink() {
              @Override
              public void scaled(String by, Scale scale, int replicas) {
                String who = by.equals("keda-operator") ? "keda" : "hpa";
                sizes.add(simulator.now() / SECOND + " " + who + " " + replicas);
              }

              @Override
              public void metricsSeen(HorizontalPodAutoscaler autoscaler, List<String> values) {}

              @Override
              public void metricRead(AuditLog.MetricRead read) {}

              @Override
              public void sourceRead(AuditLog.SourceRead read) {}

              @Override
              public void messageTaken(AuditLog.MessageTaken taken) {}
            });
  }

  void at(double seconds, Runnable action) {
    String name = "act-" + acts.size();
    acts.put(name, action);
    simulator.scheduleAt((long) (seconds * SECOND), act, Subject.of(name));
  }

  void run(long seconds) {
    simulator.runUntil(seconds * SECOND);
  }

  void deploy(int replicas) {
    PodTemplateSpec template =
        new PodTemplateSpec(ObjectMeta.template(Map.of("app", "web"), Map.of()), NO_PODS);
    DeploymentSpec spec =
        new DeploymentSpec(
            replicas,
            LabelSelector.ofLabels(Map.of("app", "web")),
            template,
            null,
            null,
            null,
            null,
            null);
    cluster.create(
        new Deployment(
            ObjectMeta.named(NAMESPACE, "web"),
            spec,
            new DeploymentStatus(0, 0, 0, 0, 0, 0, null, null, List.of())));
  }

  static ScaledObjectSpec spec(ScaleTriggers... triggers) {
    return new ScaledObjectSpec(
        new ScaleTarget(null, null, "web"),
        10,
        null,
        60,
        null,
        null,
        10,
        null,
        List.of(triggers),
        null);
  }

  static ScaleTriggers trigger(String metric, int target) {
    return new ScaleTriggers(
        "metrics-api",
        null,
        Map.of(
            "url",
            "http://metrics.example/shop/" + metric,
            "valueLocation",
            "value",
            "targetValue",
            Integer.toString(target)),
        null,
        null);
  }

  void scale(ScaledObjectSpec spec) {
    cluster.create(
        new ScaledObject(ObjectMeta.named(NAMESPACE, "web"), spec, ScaledObjectStatus.EMPTY));
  }

  /** Creates the ScaledObject with labels and an annotation. */
  void annotate(ScaledObjectSpec spec, String annotation, String value) {
    ObjectMeta metadata =
        ObjectMeta.named(NAMESPACE, "web")
            .withLabels(Map.of("team", "red", "tier", "front"))
            .withAnnotations(Map.of(annotation, value));
    cluster.create(new ScaledObject(metadata, spec, ScaledObjectStatus.EMPTY));
  }

  void metric(String name, @Nullable Integer value, @Nullable String failure) {
    String key = NAMESPACE + "/" + name;
    Quantity quantity = value == null ? null : Quantity.ofUnits(value);
    if (cluster.get(Kinds.EXTERNAL_METRIC, key) == null) {
      cluster.create(new ExternalMetric(ObjectMeta.named(NAMESPACE, name), quantity, failure));
    } else {
      cluster.modify(Kinds.EXTERNAL_METRIC, key, m -> m.withValue(quantity, failure));
    }
  }

  void annotate(String name, @Nullable String value) {
    change(
        o -> {
          Map<String, String> old = o.metadata().annotations();
          Map<String, String> annotations =
              value == null ? FrozenMap.without(old, name) : FrozenMap.with(old, name, value);
          return o.withMetadata(o.metadata().withAnnotations(annotations));
        });
  }

  void change(UnaryOperator<ScaledObject> change) {
    cluster.modify(Kinds.SCALED_OBJECT, KEY, change);
  }

  /** Returns a condition of the ScaledObject as {@code status reason: message}. */
  String condition(String type) {
    ScaledObject object = cluster.get(Kinds.SCALED_OBJECT, KEY);
    return object == null
        ? "gone"
        : object.status().conditions().stream()
            .filter(c -> c.type().equals(type))
            .map(c -> c.status() + " " + c.reason() + ": " + c.message())
            .findFirst()
            .orElse("absent");
  }

  /** Returns how often in a row the first trigger has failed, as the status counts it. */
  @Nullable Integer failures() {
    ScaledObject object = cluster.get(Kinds.SCALED_OBJECT, KEY);
    HealthStatus health =
        object == null ? null : object.status().health().get("s0-metric-api-value");
    return health == null ? null : health.numberOfFailures();
  }

  /** Returns the texts of the events of a reason, in the order of their names. */
  List<String> events(String reason) {
    List<String> texts = new ArrayList<>();
    for (Event event : cluster.store(Kinds.EVENT).list()) {
      if (event.reason().equals(reason)) {
        texts.add(event.message());
      }
    }
    return texts;
  }
}
