package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Clusters of chance: nodes, pods on them, and pods that want a place, in the form of a recorded
 * attempt or sequence without expectation. Everything that a default plugin looks at is there often
 * enough to matter, and few nodes are alike, unless a cluster of alike nodes is asked for.
 */
final class GeneratedClusters {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String HOST = "kubernetes.io/hostname";
  private static final String[] TOPOLOGIES = {HOST, ZONE, ZONE, "disk", "nokey"};
  private static final String[] NAMESPACES = {"default", "default", "team-a", "team-b"};
  private static final String[] TAINTS = {"dedicated", "gpu", "eks.amazonaws.com/compute-type"};
  private static final String[] EFFECTS = {"NoSchedule", "NoSchedule", "PreferNoSchedule"};

  private final Random random;
  private final boolean alike;
  private final ObjectNode vector = JSON.objectNode();
  private final ArrayNode objects = vector.putArray("objects");
  private final List<String> nodes = new ArrayList<>();
  private int started;

  private GeneratedClusters(long seed, boolean alike) {
    this.random = new Random(seed);
    this.alike = alike;
    vector.put("id", "generated/" + seed).put("family", "Generated").put("kubernetes", "v1.36.3");
  }

  /** Returns an attempt for one pod; half of the clusters hold groups of nodes that are alike. */
  static ObjectNode attempt(long seed) {
    GeneratedClusters cluster = new GeneratedClusters(seed, seed % 2 == 0);
    cluster.fill(8);
    ObjectNode pod = cluster.pod("pod-1");
    if (cluster.chance(0.1) && !cluster.nodes.isEmpty()) {
      pod.putObject("status").put("nominatedNodeName", cluster.of(cluster.nodes));
    }
    cluster.vector.set("pod", pod);
    return cluster.vector;
  }

  /** Returns pods that come one after the other. */
  static ObjectNode sequence(long seed, int pods) {
    GeneratedClusters cluster = new GeneratedClusters(seed, seed % 2 == 0);
    cluster.fill(6);
    ArrayNode list = cluster.vector.putArray("pods");
    for (int i = 0; i < pods; i++) {
      list.add(cluster.pod("pod-" + i));
    }
    return cluster.vector;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private void fill(int maxNodes) {
    int priority = 10;
    for (String name : List.of("low", "mid", "high")) {
      ObjectNode each =
          object("scheduling.k8s.io/v1", "PriorityClass", name).put("value", priority);
      if (chance(0.05)) {
        each.put("preemptionPolicy", "Never");
      }
      objects.add(each);
      priority *= 10;
    }
    int count = random.nextInt(maxNodes) + 1;
    ObjectNode model = node("model");
    for (int i = 0; i < count; i++) {
      String name = "node-" + (char) ('a' + i);
      nodes.add(name);
      ObjectNode node = alike && chance(0.7) ? model.deepCopy() : node(name);
      ((ObjectNode) node.path("metadata")).put("name", name);
      ((ObjectNode) node.path("metadata").path("labels")).put(HOST, name);
      objects.add(node);
    }
    int bound = random.nextInt(3 * count + 1);
    for (int i = 0; i < bound; i++) {
      ObjectNode pod = pod("bound-" + i);
      ((ObjectNode) pod.path("spec")).put("nodeName", of(nodes));
      started += random.nextInt(50) + 1;
      pod.putObject("status")
          .put("startTime", "2026-01-01T00:%02d:%02dZ".formatted(started / 60 % 60, started % 60));
      objects.add(pod);
    }
    addService();
    addBudget();
  }

  private void addService() {
    if (chance(0.3)) {
      ObjectNode service = object("v1", "Service", "service");
      service.putObject("spec").putObject("selector").put("app", app());
      objects.add(service);
    }
  }

  private void addBudget() {
    if (chance(0.3)) {
      ObjectNode budget = object("policy/v1", "PodDisruptionBudget", "budget");
      ObjectNode spec = budget.putObject("spec");
      spec.putObject("selector").putObject("matchLabels").put("app", app());
      spec.put("maxUnavailable", 1);
      budget.putObject("status").put("disruptionsAllowed", random.nextInt(3));
      objects.add(budget);
    }
  }

  private static ObjectNode object(String apiVersion, String kind, String name) {
    ObjectNode object = JSON.objectNode().put("apiVersion", apiVersion).put("kind", kind);
    object.putObject("metadata").put("name", name);
    return object;
  }

  private ObjectNode node(String name) {
    ObjectNode node = object("v1", "Node", name);
    ObjectNode labels = ((ObjectNode) node.path("metadata")).putObject("labels");
    if (chance(0.85)) {
      labels.put(ZONE, of("z1", "z2", "z3"));
    }
    if (chance(0.6)) {
      labels.put("disk", of("ssd", "hdd"));
    }
    if (chance(0.4)) {
      labels.put("number", of("4", "5", "11", "x"));
    }
    ObjectNode spec = node.putObject("spec");
    if (chance(0.3)) {
      ObjectNode taint = spec.putArray("taints").addObject();
      taint.put("key", of(TAINTS)).put("value", of("", "a", "fargate")).put("effect", of(EFFECTS));
    }
    if (chance(0.05)) {
      spec.put("unschedulable", true);
    }
    ObjectNode status = node.putObject("status");
    ObjectNode allocatable = status.putObject("allocatable");
    allocatable.put("cpu", of("1", "2", "4", "1930m")).put("memory", of("1Gi", "4Gi", "7577Mi"));
    allocatable.put("pods", of("110", "110", "4", "1"));
    if (chance(0.3)) {
      allocatable.put("example.com/device", of("1", "2"));
    }
    if (chance(0.3)) {
      ObjectNode image = status.putArray("images").addObject();
      image.putArray("names").add(of("app:1", "web:latest"));
      image.put("sizeBytes", (long) (random.nextInt(900) + 20) << 20);
    }
    return node;
  }

  private String app() {
    return of("web", "db", "api");
  }

  private ObjectNode pod(String name) {
    ObjectNode pod = object("v1", "Pod", name);
    ObjectNode metadata = (ObjectNode) pod.path("metadata");
    metadata.put("namespace", of(NAMESPACES));
    metadata.putObject("labels").put("app", app()).put("rev", of("1", "2"));
    ObjectNode spec = pod.putObject("spec");
    spec.putArray("containers").add(container("main"));
    if (chance(0.15)) {
      ObjectNode init = container("first");
      if (chance(0.4)) {
        init.put("restartPolicy", "Always");
      }
      spec.putArray("initContainers").add(init);
    }
    if (chance(0.5)) {
      spec.put("priorityClassName", of("low", "mid", "high"));
    }
    if (chance(0.35)) {
      spec.putArray("tolerations").add(toleration());
    }
    if (chance(0.1)) {
      spec.putObject("nodeSelector").put("disk", of("ssd", "hdd"));
    }
    addAffinity(spec);
    if (chance(0.25)) {
      spec.putArray("topologySpreadConstraints").add(spreadConstraint());
    }
    return pod;
  }

  private ObjectNode container(String name) {
    ObjectNode container = JSON.objectNode().put("name", name).put("image", of("app:1", "web"));
    ObjectNode requests = container.putObject("resources").putObject("requests");
    if (chance(0.7)) {
      requests.put("cpu", of("100m", "250m", "500m", "1", "1500m"));
    }
    if (chance(0.7)) {
      requests.put("memory", of("64Mi", "256Mi", "1Gi", "1500M", "128e6"));
    }
    if (chance(0.05)) {
      requests.put("example.com/device", "1");
      ((ObjectNode) container.path("resources")).putObject("limits").put("example.com/device", "1");
    }
    if (chance(0.1)) {
      int port = chance(0.5) ? 80 : 8080;
      ObjectNode entry = container.putArray("ports").addObject();
      entry.put("containerPort", port).put("hostPort", port);
    }
    return container;
  }

  private ObjectNode toleration() {
    ObjectNode toleration = JSON.objectNode();
    boolean keyed = chance(0.85);
    if (keyed) {
      toleration.put("key", of(TAINTS));
    }
    if (!keyed || chance(0.5)) {
      toleration.put("operator", "Exists");
    } else {
      toleration.put("value", of("", "a", "fargate"));
    }
    if (chance(0.5)) {
      toleration.put("effect", of(EFFECTS));
    }
    return toleration;
  }

  private void addAffinity(ObjectNode spec) {
    ObjectNode affinity = JSON.objectNode();
    if (chance(0.2)) {
      ObjectNode nodeAffinity = affinity.putObject("nodeAffinity");
      if (chance(0.6)) {
        nodeAffinity
            .putObject("requiredDuringSchedulingIgnoredDuringExecution")
            .putArray("nodeSelectorTerms")
            .add(nodeTerm());
      }
      ObjectNode preferred =
          nodeAffinity.putArray("preferredDuringSchedulingIgnoredDuringExecution").addObject();
      preferred.put("weight", random.nextInt(100) + 1).set("preference", nodeTerm());
    }
    for (String kind : List.of("podAffinity", "podAntiAffinity")) {
      if (chance(0.2)) {
        ObjectNode each = affinity.putObject(kind);
        if (chance(0.6)) {
          each.putArray("requiredDuringSchedulingIgnoredDuringExecution").add(podTerm());
        } else {
          ObjectNode preferred =
              each.putArray("preferredDuringSchedulingIgnoredDuringExecution").addObject();
          preferred.put("weight", random.nextInt(100) + 1).set("podAffinityTerm", podTerm());
        }
      }
    }
    if (!affinity.isEmpty()) {
      spec.set("affinity", affinity);
    }
  }

  private ObjectNode nodeTerm() {
    ObjectNode term = JSON.objectNode();
    if (chance(0.15)) {
      ObjectNode field = term.putArray("matchFields").addObject().put("key", "metadata.name");
      field.put("operator", "In").putArray("values").add(of("node-a", "node-b", "node-z"));
      return term;
    }
    String operator = of("In", "NotIn", "Exists", "Gt");
    ObjectNode expression = term.putArray("matchExpressions").addObject();
    expression.put("key", of("disk", ZONE, "number")).put("operator", operator);
    if (operator.equals("Gt")) {
      expression.putArray("values").add("4");
    } else if (!operator.equals("Exists")) {
      expression.putArray("values").add(of("ssd", "hdd", "z1", "5"));
    }
    return term;
  }

  private ObjectNode podTerm() {
    ObjectNode term = JSON.objectNode().put("topologyKey", of(TOPOLOGIES));
    term.putObject("labelSelector").putObject("matchLabels").put("app", app());
    if (chance(0.15)) {
      term.putArray("namespaces").add("team-a").add("default");
    }
    if (chance(0.1)) {
      term.putObject("namespaceSelector");
    }
    return term;
  }

  private JsonNode spreadConstraint() {
    ObjectNode constraint = JSON.objectNode().put("topologyKey", of(TOPOLOGIES));
    constraint.put("maxSkew", random.nextInt(2) + 1);
    boolean hard = chance(0.6);
    constraint.put("whenUnsatisfiable", hard ? "DoNotSchedule" : "ScheduleAnyway");
    constraint.putObject("labelSelector").putObject("matchLabels").put("app", app());
    if (hard && chance(0.2)) {
      constraint.put("minDomains", random.nextInt(4) + 1);
    }
    if (chance(0.2)) {
      constraint.put("nodeTaintsPolicy", of("Honor", "Ignore"));
    }
    if (chance(0.2)) {
      constraint.put("nodeAffinityPolicy", of("Honor", "Ignore"));
    }
    return constraint;
  }
}
