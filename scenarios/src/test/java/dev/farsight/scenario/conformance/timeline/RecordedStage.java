package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.KubeReader;
import dev.farsight.scenario.manifest.KubeWriter;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EvictionApi;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.process.autoscaler.HorizontalController;
import dev.farsight.sim.process.disruption.DisruptionController;
import dev.farsight.sim.process.garbage.GarbageCollector;
import dev.farsight.sim.process.garbage.PodGarbageCollector;
import dev.farsight.sim.process.garbage.TtlAfterFinishedController;
import dev.farsight.sim.process.quota.LimitRanger;
import dev.farsight.sim.process.quota.ResourceQuotaAdmission;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.cronjob.CronJobController;
import dev.farsight.sim.process.workload.daemonset.DaemonSetController;
import dev.farsight.sim.process.workload.deployment.DeploymentController;
import dev.farsight.sim.process.workload.job.JobController;
import dev.farsight.sim.process.workload.replicaset.ReplicaSetController;
import dev.farsight.sim.process.workload.statefulset.StatefulSetController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stage of a recording whose nodes always have room: real controllers, a scheduler that binds
 * at once, and the emulated kubelet of the recordings. What the controllers do on it is theirs
 * alone.
 */
final class RecordedStage {

  private static final long MILLIS = 1_000_000L;
  private static final long WATCH_NANOS = 10 * MILLIS;

  final Cluster cluster;
  final Simulator simulator = new Simulator();
  private final JsonNode scenario;
  private final KubeReader reader;
  private final KubeWriter writer;
  private final EventType<Subject> step;

  RecordedStage(Path folder, Instant startedAt) {
    this.scenario = yaml(folder.resolve("scenario.yaml"));
    this.reader = new KubeReader(startedAt);
    this.writer = new KubeWriter(startedAt);
    this.cluster = new Cluster(simulator, 7, WATCH_NANOS);
    cluster.addAdmission(new LimitRanger(cluster));
    cluster.addAdmission(new ResourceQuotaAdmission(cluster));
    InformerFactory informers = new InformerFactory(cluster, WATCH_NANOS);
    ControllerTiming timing = ControllerTiming.RECORDED;
    new DeploymentController(simulator, cluster, informers, timing);
    new ReplicaSetController(simulator, cluster, informers, timing);
    new StatefulSetController(simulator, cluster, informers, timing);
    new DaemonSetController(simulator, cluster, informers, timing);
    new JobController(simulator, cluster, informers, timing);
    new CronJobController(simulator, cluster, informers, timing, startedAt);
    new DisruptionController(simulator, cluster, informers, MILLIS, 6 * MILLIS);
    new HorizontalController(simulator, cluster, informers);
    new GarbageCollector(simulator, cluster, informers, 5 * MILLIS);
    new TtlAfterFinishedController(simulator, cluster, informers, MILLIS);
    new PodGarbageCollector(simulator, cluster, informers).start();
    this.step = simulator.declare("test.step", Priority.STATE, this::onStep);
    new RecordedKubelet(simulator, cluster, scenario.path("latencies"));
  }

  static JsonNode yaml(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return new TextLoader(TextLimits.DEFAULT, new Issues())
          .loadText(file.toString(), text)
          .get(0)
          .root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays the recording's scenario to its end. */
  void play() {
    for (JsonNode node : scenario.path("nodes")) {
      addNode(node);
    }
    int index = 0;
    for (JsonNode node : scenario.path("steps")) {
      long at = Math.round(node.path("at").asDouble() * 1000) * MILLIS;
      simulator.scheduleAt(at, step, Subject.of(Integer.toString(index++)));
    }
    simulator.run(scenario.path("durationSeconds").asLong() * 1000 * MILLIS);
  }

  private void addNode(JsonNode node) {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    for (String name : List.of("cpu", "memory", "pods")) {
      capacity.put(name, Quantity.parse(node.path(name).asText("100")));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    node.path("labels").properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    labels.put("kubernetes.io/hostname", node.path("name").asText());
    cluster.create(
        new Node(
            ObjectMeta.named("", node.path("name").asText()).withLabels(labels),
            new NodeSpec(null, List.of(), null),
            new NodeStatus(capacity, capacity, List.of(), List.of())));
  }

  private void onStep(Subject subject) {
    JsonNode node = scenario.path("steps").path(Integer.parseInt(subject.subjectName()));
    node.path("apply").forEach(object -> cluster.create(reader.read(object)));
    with(node, "scale", this::scale);
    with(node, "patch", this::patch);
    with(node, "restart", s -> restart(s, subject.subjectName()));
    with(node, "pause", s -> pause(s, true));
    with(node, "resume", s -> pause(s, false));
    with(node, "undo", this::undo);
    with(node, "delete", s -> cluster.delete(kind(s), key(s), DeleteOptions.BACKGROUND));
    with(node, "deletePods", s -> matching(s).forEach(this::deletePod));
    with(node, "evict", s -> matching(s).forEach(this::evict));
    with(node, "setMetric", this::setMetric);
  }

  private static void with(JsonNode step, String action, Consumer<JsonNode> run) {
    if (step.has(action)) {
      run.accept(step.path(action));
    }
  }

  private static Kind<?> kind(JsonNode step) {
    for (Kind<?> kind : Kinds.ALL) {
      if (kind.name().equals(step.path("kind").asText())) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no such kind: " + step);
  }

  private static String key(JsonNode step) {
    return ObjectMeta.key(step.path("namespace").asText(), step.path("name").asText());
  }

  private void edit(JsonNode target, Consumer<ObjectNode> change) {
    edit(kind(target), key(target), change);
  }

  private <T extends KubeObject> void edit(Kind<T> kind, String key, Consumer<ObjectNode> change) {
    cluster.modify(
        kind,
        key,
        current -> {
          ObjectNode json = writer.write(current);
          change.accept(json);
          T changed = reader.read(kind, json);
          ObjectMeta metadata =
              current
                  .metadata()
                  .withLabels(changed.metadata().labels())
                  .withAnnotations(changed.metadata().annotations());
          return kind.type().cast(changed.withMetadata(metadata));
        });
  }

  private void scale(JsonNode target) {
    edit(target, json -> json.withObject("/spec").put("replicas", target.path("replicas").asInt()));
  }

  private void pause(JsonNode target, boolean paused) {
    edit(target, json -> json.withObject("/spec").put("paused", paused));
  }

  private void restart(JsonNode target, String value) {
    edit(
        target,
        json ->
            json.withObject("/spec/template/metadata/annotations")
                .put("kubectl.kubernetes.io/restartedAt", value));
  }

  private void patch(JsonNode target) {
    if (target.path("type").asText().equals("json")) {
      for (JsonNode operation : target.path("patch")) {
        edit(target, json -> jsonPatch(json, operation));
      }
    } else {
      edit(target, json -> merge(json, (ObjectNode) target.path("patch")));
    }
  }

  private static void jsonPatch(ObjectNode json, JsonNode operation) {
    String path = operation.path("path").asText();
    int slash = path.lastIndexOf('/');
    String field = path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
    ObjectNode parent = (ObjectNode) json.at(path.substring(0, slash));
    if (operation.path("op").asText().equals("remove")) {
      parent.remove(field);
    } else {
      parent.set(field, operation.path("value"));
    }
  }

  /** A strategic merge as far as the recordings use it: containers by name. */
  private static void merge(ObjectNode into, ObjectNode patch) {
    patch
        .properties()
        .forEach(
            entry -> {
              JsonNode before = into.path(entry.getKey());
              JsonNode value = entry.getValue();
              if (value.isNull()) {
                into.remove(entry.getKey());
              } else if (value.isObject() && before.isObject()) {
                merge((ObjectNode) before, (ObjectNode) value);
              } else if (value.isArray() && entry.getKey().equals("containers")) {
                for (JsonNode container : value) {
                  for (JsonNode old : before) {
                    if (old.path("name").equals(container.path("name"))) {
                      merge((ObjectNode) old, (ObjectNode) container);
                    }
                  }
                }
              } else {
                into.set(entry.getKey(), value);
              }
            });
  }

  private void undo(JsonNode target) {
    Deployment deployment = cluster.get(Kinds.DEPLOYMENT, key(target));
    if (deployment == null) {
      return;
    }
    String current = deployment.metadata().annotations().get("deployment.kubernetes.io/revision");
    ReplicaSet previous = null;
    long best = 0;
    for (ReplicaSet set : cluster.store(Kinds.REPLICA_SET).listNamespace(deployment.namespace())) {
      String text = set.metadata().annotations().get("deployment.kubernetes.io/revision");
      var owner = set.metadata().controllerOwner();
      if (text != null
          && owner != null
          && owner.uid().equals(deployment.metadata().uid())
          && !text.equals(current)
          && Long.parseLong(text) > best) {
        best = Long.parseLong(text);
        previous = set;
      }
    }
    if (previous != null) {
      PodTemplateSpec template = previous.spec().template();
      PodTemplateSpec plain =
          template.withMetadata(
              template
                  .metadata()
                  .withLabels(
                      FrozenMap.without(template.metadata().labels(), "pod-template-hash")));
      cluster.modify(
          Kinds.DEPLOYMENT, deployment.key(), d -> d.withSpec(d.spec().withTemplate(plain)));
    }
  }

  private List<Pod> matching(JsonNode target) {
    List<Pod> pods = new ArrayList<>();
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(target.path("namespace").asText())) {
      boolean named = !target.has("name") || target.path("name").asText().equals(pod.name());
      boolean selected = !target.has("selector") || selects(target.path("selector").asText(), pod);
      if (named && selected) {
        pods.add(pod);
      }
    }
    return pods;
  }

  private static boolean selects(String selector, Pod pod) {
    for (String part : selector.split(",", -1)) {
      String[] sides = part.split("=", 2);
      if (!sides[1].equals(pod.metadata().labels().get(sides[0]))) {
        return false;
      }
    }
    return true;
  }

  private void deletePod(Pod pod) {
    cluster.delete(Kinds.POD, pod.key(), DeleteOptions.BACKGROUND);
  }

  private void evict(Pod pod) {
    try {
      new EvictionApi(cluster).evict(pod.key());
    } catch (ApiException e) {
      if (e.code() != 429) {
        throw e;
      }
    }
  }

  private void setMetric(JsonNode metric) {
    String value = metric.path("value").asText();
    @Nullable Quantity quantity = value.equalsIgnoreCase("NaN") ? null : Quantity.parse(value);
    ObjectMeta metadata =
        ObjectMeta.named(metric.path("namespace").asText(), metric.path("name").asText());
    if (cluster.get(Kinds.EXTERNAL_METRIC, metadata.namespace() + "/" + metadata.name()) == null) {
      cluster.create(new ExternalMetric(metadata, quantity));
    } else {
      cluster.modify(
          Kinds.EXTERNAL_METRIC,
          metadata.namespace() + "/" + metadata.name(),
          m -> m.withValue(quantity));
    }
  }
}
