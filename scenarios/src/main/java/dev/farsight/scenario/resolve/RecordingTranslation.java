package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the {@code scenario.yaml} of a recording into a scenario of Farsight's own, which then is
 * read like any other.
 *
 * <p>Manifests and patches are passed on as they stand and keep their places in the text; latencies
 * become constants of the model; pod labels that steered the recording's kubelet become {@code
 * model.pods}.
 */
final class RecordingTranslation {

  /** Fields that only recordings have. */
  private static final List<String> MARKS = List.of("group", "latencies");

  /** Steps whose action only changes its name. */
  private static final Map<String, String> SAME =
      Map.of(
          "createProfile", "createFargateProfile",
          "restart", "rolloutRestart",
          "undo", "rolloutUndo",
          "pause", "rolloutPause",
          "resume", "rolloutResume");

  /** Steps whose value is a name as plain text. */
  private static final Map<String, String> NAMED =
      Map.of("deleteProfile", "deleteFargateProfile", "removeNode", "deleteNodes");

  private static final String LABEL_PREFIX = "oracle.farsight/";

  /** The same in a JSON pointer. */
  private static final String LABEL_IN_POINTER = "oracle.farsight~1";

  /** Labels that steered the kubelets and the load of recordings. */
  private static final List<String> LABELS =
      List.of(
          "never-ready",
          "crash-after",
          "exit-code",
          "complete-after",
          "pull-seconds",
          "ready-seconds",
          "termination-seconds",
          "queue",
          "consume");

  /** Processes that a recording stops and starts, as faults. */
  private static final Map<String, String> KEDA_FAULTS =
      Map.of("Operator", "keda-operator-down", "Adapter", "keda-metrics-server-down");

  private static final String WEBHOOK_REGISTRATION = "300ms";
  private static final int UNLIMITED = 1_000_000;

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final Document document;
  private final Issues issues;

  private RecordingTranslation(Document document, Issues issues) {
    this.document = document;
    this.issues = issues;
  }

  /** Returns whether a document is the scenario of a recording. */
  static boolean isRecording(Document document) {
    return MARKS.stream().allMatch(document.root()::has);
  }

  /**
   * Returns the recording as a scenario.
   *
   * @param document scenario of the recording
   * @param clock what the recording's {@code summary.json} says about clocks; null without one
   * @param issues where mistakes go
   */
  static Document translate(Document document, @Nullable JsonNode clock, Issues issues) {
    return new RecordingTranslation(document, issues).translate(clock);
  }

  private final Map<String, Set<String>> labels = new LinkedHashMap<>();

  private Document translate(@Nullable JsonNode clock) {
    Fields root = Fields.of(document, JsonPath.ROOT, document.root(), issues);
    ObjectNode scenario = nodes.objectNode();
    if (root == null) {
      return document.withRoot(scenario);
    }
    collect(document.root(), JsonPath.ROOT, labels);
    scenario.put("apiVersion", ScenarioResolver.API_VERSION).put("kind", "Scenario");
    ObjectNode metadata = scenario.putObject("metadata");
    metadata.put("name", root.text("name", "recording"));
    metadata.put("description", root.text("description", ""));
    root.text("group");
    root.texts("namespaces");
    ObjectNode spec = scenario.putObject("spec");
    spec.set("cluster", cluster(root));
    spec.set("model", model(root, clock));
    spec.set("timeline", timeline(root));
    spec.set("load", load());
    String end = seconds(root, "durationSeconds");
    if (end != null) {
      spec.put("until", end);
    }
    root.finish();
    return document.withRoot(scenario);
  }

  /** Returns the clocks that the {@code summary.json} of a recording tells. */
  static ObjectNode clock(JsonNode summary) {
    ObjectNode clock = JsonNodeFactory.instance.objectNode();
    String startedAt = summary.path("startedAt").asText("");
    JsonNode ticks = summary.path("schedulerTicks");
    clock.put("startedAt", startedAt);
    if (ticks.has("wholeSecondMs")) {
      clock.put("wholeSecond", ticks.path("wholeSecondMs").asText() + "ms");
    }
    if (ticks.has("flushMs")) {
      clock.put("flush", ticks.path("flushMs").asText() + "ms");
    }
    return clock;
  }

  private ObjectNode cluster(Fields root) {
    ObjectNode cluster = nodes.objectNode();
    cluster.put("kubernetesVersion", "1.36.3");
    ArrayNode templates = cluster.putArray("nodes");
    for (Fields node : root.maps("nodes")) {
      node.raw("readySeconds");
      templates.add(node(node));
    }
    cluster
        .putObject("quotas")
        .put("fargateVcpu", UNLIMITED)
        .put("launchBurst", UNLIMITED)
        .put("launchPerSecond", UNLIMITED);
    return cluster;
  }

  private ObjectNode node(Fields fields) {
    ObjectNode node = nodes.objectNode();
    copy(fields, "name", node, "name");
    copy(fields, "labels", node, "labels");
    copy(fields, "taints", node, "taints");
    ObjectNode capacity = node.putObject("capacity");
    for (String resource : List.of("cpu", "memory", "pods")) {
      copy(fields, resource, capacity, resource);
    }
    fields.finish();
    return node;
  }

  private static void copy(Fields from, String name, ObjectNode to, String newName) {
    JsonNode value = from.raw(name);
    if (value != null) {
      to.set(newName, value);
    }
  }

  // ------------------------------------------------------------------ model

  private ObjectNode model(Fields root, @Nullable JsonNode clock) {
    ObjectNode model = nodes.objectNode();
    Fields latencies = root.map("latencies");
    if (latencies != null) {
      ObjectNode fargate = model.putObject("fargate");
      put(fargate, "profileActivation", seconds(latencies, "activationSeconds"));
      put(fargate, "admissionPropagation", seconds(latencies, "propagationSeconds"));
      put(fargate, "profileDeletion", seconds(latencies, "deletionSeconds"));
      put(fargate, "nodeRemoval", seconds(latencies, "nodeRemovalSeconds"));
      fargate.put("webhookRegistration", WEBHOOK_REGISTRATION);
      fargate.put("nodeSelectorSkips", "any");
      fargate.putObject("nodeCapacity").put("cpu", "2").put("memory", "4037540Ki");
      ObjectNode launch = fargate.putObject("launch");
      put(launch, "createdToNode", seconds(latencies, "launchSeconds"));
      put(launch, "nodeToReady", seconds(latencies, "nodeReadySeconds"));
      launch.put("bindFirst", latencies.flag("bindFirst", false));
      ObjectNode kubelet = model.putObject("kubelet");
      put(kubelet, "imagePull", seconds(latencies, "pullSeconds"));
      put(kubelet, "podReady", seconds(latencies, "readySeconds"));
      put(kubelet, "podTermination", seconds(latencies, "terminationSeconds"));
      latencies.finish();
    }
    // Other scenarios went on in a shared cluster at the same time.
    boolean shared = "shared".equals(root.text("cluster"));
    model.put("controlPlane", shared ? "measured-shared" : "measured");
    if (clock != null) {
      model.set("clock", clock);
    }
    model.set("pods", pods());
    return model;
  }

  private static void put(ObjectNode into, String name, @Nullable String value) {
    if (value != null) {
      into.put(name, value);
    }
  }

  /** Returns a number of seconds as a duration, or null if the field is absent or no number. */
  private static @Nullable String seconds(Fields fields, String name) {
    JsonNode value = fields.raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      fields.error(IssueCode.WRONG_TYPE, name, "\"" + name + "\" is a number of seconds", "");
      return null;
    }
    return value.decimalValue().toPlainString() + "s";
  }

  /** Every steering label that occurs anywhere becomes the behaviour of the pods that carry it. */
  private ArrayNode pods() {
    ArrayNode pods = nodes.arrayNode();
    labels.forEach(
        (label, values) -> {
          for (String value : values) {
            ObjectNode behaviour = behaviour(label, value);
            if (behaviour != null) {
              select(behaviour).put(LABEL_PREFIX + label, value);
              pods.add(behaviour);
            }
          }
        });
    for (String crash : labels.getOrDefault("crash-after", Set.of())) {
      for (String code : labels.getOrDefault("exit-code", Set.of())) {
        ObjectNode behaviour = nodes.objectNode();
        behaviour.put("crashAfter", crash + "s").set("exitCode", number(code));
        select(behaviour)
            .put(LABEL_PREFIX + "crash-after", crash)
            .put(LABEL_PREFIX + "exit-code", code);
        pods.add(behaviour);
      }
    }
    return pods;
  }

  private static ObjectNode select(ObjectNode behaviour) {
    return behaviour.putObject("select").putObject("labels");
  }

  /** Returns a whole number, or the text where it is none, for the reader to complain about. */
  private JsonNode number(String text) {
    try {
      return nodes.numberNode(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return nodes.textNode(text);
    }
  }

  /**
   * Finds steering labels in objects and patches, also where a JSON patch names one in its path.
   */
  private void collect(JsonNode node, JsonPath path, Map<String, Set<String>> found) {
    JsonNode pointer = node.get("path");
    int at = pointer == null ? -1 : pointer.asText().indexOf(LABEL_IN_POINTER);
    if (at >= 0 && node.has("value")) {
      String label = pointer.asText().substring(at + LABEL_IN_POINTER.length());
      note(label, node.get("value"), path.child("path"), found);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      JsonPath inside = path.child(entry.getKey());
      if (entry.getKey().startsWith(LABEL_PREFIX) && entry.getValue().isValueNode()) {
        note(entry.getKey().substring(LABEL_PREFIX.length()), entry.getValue(), inside, found);
      } else {
        collect(entry.getValue(), inside, found);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), path.child(i), found);
    }
  }

  private void note(String label, JsonNode value, JsonPath path, Map<String, Set<String>> found) {
    if (!LABELS.contains(label)) {
      issues.add(
          document.issue(
              IssueCode.UNKNOWN_FIELD,
              path,
              "no kubelet knows the label \"" + LABEL_PREFIX + label + "\"",
              "known are " + String.join(", ", LABELS)));
    } else if (!value.isNull()) {
      found.computeIfAbsent(label, key -> new LinkedHashSet<>()).add(value.asText());
    }
  }

  private @Nullable ObjectNode behaviour(String label, String value) {
    ObjectNode behaviour = nodes.objectNode();
    switch (label) {
      case "never-ready" -> behaviour.put("neverReady", !value.equals("false"));
      case "crash-after" -> behaviour.put("crashAfter", value + "s");
      case "complete-after" -> behaviour.put("completeAfter", value + "s");
      case "pull-seconds" -> behaviour.put("imagePull", value + "s");
      case "ready-seconds" -> behaviour.put("podReady", value + "s");
      case "termination-seconds" -> behaviour.put("podTermination", value + "s");
      default -> {
        return null;
      }
    }
    return behaviour;
  }

  /** Pods whose labels say so take messages off a metric. */
  private ArrayNode load() {
    ArrayNode load = nodes.arrayNode();
    for (String queue : labels.getOrDefault("queue", Set.of())) {
      for (String moment : labels.getOrDefault("consume", Set.of())) {
        ObjectNode one = load.addObject();
        one.putObject("metric").put("name", queue);
        ObjectNode taken = one.putObject("taken").put("when", moment);
        taken
            .putObject("by")
            .putObject("labels")
            .put(LABEL_PREFIX + "queue", queue)
            .put(LABEL_PREFIX + "consume", moment);
      }
    }
    return load;
  }

  // ------------------------------------------------------------------ steps

  private ArrayNode timeline(Fields root) {
    ArrayNode steps = nodes.arrayNode();
    for (Fields step : root.maps("steps")) {
      String at = seconds(step, "at");
      step.raw("note");
      List<String> actions = new ArrayList<>(step.names());
      actions.removeAll(List.of("at", "note"));
      for (String action : actions) {
        ObjectNode translated = nodes.objectNode();
        translated.put("at", at == null ? "0s" : at);
        action(step, action, translated);
        steps.add(translated);
      }
    }
    return steps;
  }

  private void action(Fields step, String word, ObjectNode into) {
    JsonNode value = step.raw(word);
    if (value == null) {
      return;
    }
    String named = NAMED.get(word);
    if (named != null && value.isTextual()) {
      into.putObject(named).put("name", value.textValue());
      return;
    }
    switch (word) {
      case "patch" -> into.set("patch", patch(step));
      case "addNode" -> into.set("createNodes", addedNode(step));
      case "keda" -> keda(step, into);
      case "evict", "deletePods" -> into.set(word, pods(step, word));
      default -> into.set(SAME.getOrDefault(word, word), value);
    }
  }

  /** A process that is killed is a fault, one that is started the end of that fault. */
  private static void keda(Fields step, ObjectNode into) {
    Fields fields = step.map("keda");
    if (fields == null) {
      return;
    }
    List<String> words = new ArrayList<>(fields.names());
    if (words.size() > 1) {
      fields.error(IssueCode.WRONG_TYPE, "a step stops or starts one process", "make two steps");
    }
    for (String word : words) {
      String fault = KEDA_FAULTS.get(word.replaceFirst("^(stop|start)", ""));
      if (fault != null && fields.raw(word) != null) {
        into.putObject(word.startsWith("stop") ? "fault" : "mend").put("kind", fault);
      }
    }
    fields.finish();
  }

  /** Pods are chosen without a kind, which recordings may name. */
  private JsonNode pods(Fields step, String word) {
    Fields fields = step.map(word);
    if (fields == null) {
      return nodes.objectNode();
    }
    String kind = fields.text("kind", "Pod");
    if (!kind.equals("Pod")) {
      fields.error(IssueCode.WRONG_TYPE, "kind", word + " is about pods", "");
    }
    ObjectNode chosen = nodes.objectNode();
    for (String name : List.of("namespace", "name", "names", "selector", "labels", "node")) {
      copy(fields, name, chosen, name);
    }
    fields.finish();
    return chosen;
  }

  private ObjectNode patch(Fields step) {
    ObjectNode patch = nodes.objectNode();
    Fields fields = step.map("patch");
    if (fields != null) {
      for (String name : List.of("kind", "namespace", "name")) {
        copy(fields, name, patch, name);
      }
      copy(fields, "patch", patch, fields.text("type", "strategic"));
      fields.finish();
    }
    return patch;
  }

  private ObjectNode addedNode(Fields step) {
    Fields fields = step.map("addNode");
    if (fields == null) {
      return nodes.objectNode();
    }
    String ready = seconds(fields, "readySeconds");
    ObjectNode node = node(fields);
    put(node, "readyAfter", ready);
    return node;
  }
}
