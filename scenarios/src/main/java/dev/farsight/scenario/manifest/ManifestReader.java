package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads every kind of document that people have: Kubernetes manifests and dumps, Fargate profiles
 * and clusters. Give it the documents one by one, then ask for the {@link Inputs}.
 */
public final class ManifestReader {

  private static final int MAX_LIST_DEPTH = 10;

  /** Groups all of whose kinds are Kubernetes' own, so that another kind is misspelt. */
  private static final Set<String> BUILT_IN_GROUPS =
      Set.of(
          "",
          "apps",
          "batch",
          "autoscaling",
          "extensions",
          "policy",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io");

  private final KubeReader kubeReader;
  private final ProfileReader profileReader;
  private final Issues issues;
  private final Map<String, ManifestObject> objects = new LinkedHashMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private int documents;

  /**
   * Creates a reader.
   *
   * @param origin instant of the wall clock at which simulated time is zero
   * @param namespace namespace of objects that name none, as {@code -n} gives it
   * @param issues where to report
   */
  public ManifestReader(Instant origin, String namespace, Issues issues) {
    this.kubeReader = new KubeReader(origin, namespace);
    this.profileReader = new ProfileReader(issues);
    this.issues = issues;
  }

  /** Reads a document of any kind. */
  public void read(Document document) {
    files.add(document.file());
    readNode(document, document.root(), JsonPath.ROOT, 0);
  }

  /** Reads an object or a list that stands inside a document of another kind. */
  public void read(Document document, JsonNode node, JsonPath path) {
    readNode(document, node, path, 0);
  }

  /** Reads the profiles and the EC2 nodes that the cluster of a scenario holds inline. */
  public void readCluster(Document document, JsonNode cluster, JsonPath path) {
    JsonNode profiles = cluster.path("fargateProfiles");
    for (int i = 0; i < profiles.size(); i++) {
      profileReader.addProfile(document, profiles.get(i), path.child("fargateProfiles").child(i));
    }
    JsonNode nodes = cluster.path("nodes");
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode group = nodes.get(i);
      profileReader.add(
          new NodeGroupSource(
              group.path("name").asText(),
              group.path("count").asInt(1),
              group.path("instanceType").isTextual() ? group.get("instanceType").asText() : null,
              ProfileReader.texts(group.path("labels")),
              List.of(),
              document,
              path.child("nodes").child(i)));
    }
  }

  /** Returns whether a document is a scenario of Farsight. */
  public static boolean isScenario(JsonNode node) {
    return node.path("kind").asText().equals("Scenario")
        && node.path("apiVersion").asText().startsWith("farsight.dev/");
  }

  /** Returns whether a document configures kube-scheduler. */
  public static boolean isSchedulerConfiguration(JsonNode node) {
    return node.path("kind").asText().equals("KubeSchedulerConfiguration")
        && node.path("apiVersion").asText().startsWith("kubescheduler.config.k8s.io/");
  }

  private static boolean isOwn(JsonNode node) {
    return isScenario(node) || isSchedulerConfiguration(node);
  }

  /** Returns everything that was read so far. */
  public Inputs inputs() {
    return new Inputs(
        new ArrayList<>(objects.values()),
        profileReader.profiles(),
        profileReader.nodeGroups(),
        profileReader.clusters(),
        files.size(),
        documents);
  }

  private void readNode(Document document, JsonNode node, JsonPath path, int depth) {
    if (node.isArray()) {
      readArray(document, node, path, depth);
    } else if (!node.isObject()) {
      notKnown(document, path, "the document is a single " + typeName(node), tableHint(node));
    } else if (isList(node)) {
      readList(document, node, path, depth);
    } else if (profileReader.read(document, node, path)) {
      documents++;
    } else if (node.path("events").isArray() && hasSimulationTrace(node)) {
      issues.add(
          document.issue(
              IssueCode.SIMULATION_TRACE,
              path,
              "this is a SimKube trace, not a manifest",
              "its objects sit under events[].applied_objs; export them as manifests"));
    } else if (isOwn(node)) {
      documents++; // whoever gathers the inputs reads these as what they are
    } else if (node.path("kind").isTextual()) {
      documents++;
      readObject(document, node, path);
    } else {
      notKnown(document, path, "the document has no \"kind\"", kindHint(node));
    }
  }

  /** Names the format to ask for where a table for people was given. */
  private static String tableHint(JsonNode node) {
    String text = node.asText();
    boolean table =
        text.matches("(?s)(NAMESPACE|NAME)\\s+[A-Z].*") || text.matches("(?s)[-+|]{5}.*");
    return table ? "this is a table for people: give the output of -o json (or -o yaml)" : "";
  }

  private void readArray(Document document, JsonNode node, JsonPath path, int depth) {
    if (profileReader.readList(document, node, path)) {
      documents += node.size();
      return;
    }
    if (depth >= MAX_LIST_DEPTH || (!node.isEmpty() && !node.get(0).isObject())) {
      notKnown(document, path, "the document is a list of values that are no objects", "");
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      readNode(document, node.get(i), path.child(i), depth + 1);
    }
  }

  private static boolean isList(JsonNode node) {
    String kind = node.path("kind").asText();
    JsonNode items = node.path("items");
    boolean none = items.isNull() || items.isMissingNode();
    return kind.endsWith("List") && (items.isArray() || (none && kind.equals("List")));
  }

  private void readList(Document document, JsonNode list, JsonPath path, int depth) {
    if (depth >= MAX_LIST_DEPTH) {
      issues.add(document.issue(IssueCode.TOO_DEEP, path, "lists inside lists too deeply", ""));
      return;
    }
    String itemKind = Document.kindOfItems(list);
    JsonNode items = list.path("items");
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      if (item instanceof ObjectNode object && !item.has("kind") && !itemKind.isEmpty()) {
        ObjectNode named = object.objectNode().put("kind", itemKind);
        named.set("apiVersion", list.path("apiVersion"));
        named.setAll(object);
        item = named;
      }
      if (!item.isNull()) {
        readNode(document, item, path.child("items").child(i), depth + 1);
      }
    }
  }

  private static boolean hasSimulationTrace(JsonNode node) {
    for (JsonNode event : node.get("events")) {
      if (event.has("applied_objs") || event.has("deleted_objs")) {
        return true;
      }
    }
    return false;
  }

  private static String kindHint(JsonNode node) {
    if (node.has("services") && node.path("services").isObject()) {
      return "this looks like a compose file; Farsight reads Kubernetes manifests";
    }
    if (node.has("replicaCount") || node.has("image")) {
      return "this looks like Helm values: render the chart first, helm template . -f values.yaml";
    }
    return "'farsight explain FS0301' lists what is read";
  }

  private static String typeName(JsonNode node) {
    return node.isTextual() ? "text" : node.isNumber() ? "number" : "value";
  }

  private void notKnown(Document document, JsonPath path, String message, String hint) {
    issues.add(document.issue(IssueCode.NOT_A_MANIFEST, path, message, hint));
  }

  private void readObject(Document document, JsonNode node, JsonPath path) {
    String kindName = node.get("kind").asText();
    String apiVersion = node.path("apiVersion").asText();
    if (!node.path("apiVersion").isTextual()) {
      issues.add(
          document.issue(IssueCode.MISSING_FIELD, path, "the object has no \"apiVersion\"", ""));
      return;
    }
    Kind<?> kind = kubeReader.kindOf(kindName);
    boolean simulated =
        kind != null
            && !kind.equals(Kinds.FARGATE_PROFILE)
            && !kind.equals(Kinds.EXTERNAL_METRIC)
            && ApiVersions.isKubernetes(apiVersion, kindName);
    if (!simulated) {
      readOther(document, path, apiVersion, kindName);
      return;
    }
    noteOldVersion(document, path, apiVersion, kindName);
    int errors = issues.count(Severity.ERROR);
    KubeObject object = kubeReader.read(document, node, path, issues);
    if (object != null) {
      if (object.metadata().uid().isEmpty()) {
        // an API server has accepted what it stores
        new ApiValidation(object, document, path, issues).check();
        new KedaWebhook(object, document, path, issues).check();
      }
      boolean refused = issues.count(Severity.ERROR) > errors;
      add(ManifestObject.of(object, apiVersion, refused, node, document, path));
    }
  }

  private void noteOldVersion(
      Document document, JsonPath path, String apiVersion, String kindName) {
    String successor = ApiVersions.successor(apiVersion, kindName);
    if (successor != null) {
      issues.addOnce(
          "old " + apiVersion + " " + kindName,
          document.issue(
              IssueCode.OLD_API_VERSION,
              path.child("apiVersion"),
              kindName + " of " + apiVersion + " was read as " + successor,
              "current API servers no longer serve " + apiVersion));
    }
  }

  private void add(ManifestObject read) {
    if (read.object().name().isEmpty()) {
      objects.put(read.id() + "#" + objects.size(), read);
      return;
    }
    ManifestObject earlier = objects.get(read.id());
    if (earlier != null && earlier.fingerprint() != read.fingerprint()) {
      issues.add(
          read.issue(
              IssueCode.DUPLICATE_OBJECT,
              read.kind()
                  + " \""
                  + read.object().key()
                  + "\" is already at "
                  + earlier.file()
                  + ":"
                  + earlier.line(),
              "the later one counts, as with kubectl apply"));
    }
    objects.put(read.id(), read);
  }

  private void readOther(Document document, JsonPath path, String apiVersion, String kind) {
    String group = ApiVersions.groupOf(apiVersion);
    boolean builtIn = BUILT_IN_GROUPS.contains(group);
    boolean quiet = builtIn || group.endsWith(".k8s.io");
    String nearest = builtIn ? nearKind(kind) : null;
    if (nearest != null) {
      issues.add(
          document
              .issue(
                  IssueCode.KIND_NOT_SIMULATED,
                  path.child("kind"),
                  "Kubernetes knows no kind \"" + kind + "\" in " + apiVersion,
                  nearest.equals(kind)
                      ? "write apiVersion: " + ApiVersions.current(kind)
                      : "did you mean \"" + nearest + "\"?")
              .withSeverity(Severity.WARNING));
      return;
    }
    Issue issue =
        document.issue(
            quiet ? IssueCode.KIND_NOT_SIMULATED : IssueCode.HIDDEN_WORKLOAD_TYPE,
            path.child("kind"),
            "kind " + kind + " (" + apiVersion + ") is not simulated",
            group.startsWith("karpenter.")
                ? "nodes that Karpenter would add are not there: give those you expect in"
                    + " spec.cluster.nodes"
                : quiet ? "" : "if its operator makes pods, they are not counted");
    issues.addOnce("kind " + apiVersion + " " + kind, issue);
  }

  private static @Nullable String nearKind(String kind) {
    List<String> names = new ArrayList<>();
    for (Kind<?> known : Kinds.ALL) {
      if (known.name().equals(kind)) {
        return kind;
      }
      names.add(known.name());
    }
    List<String> others =
        List.of(
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "Role",
            "RoleBinding",
            "ClusterRole",
            "ClusterRoleBinding",
            "Ingress",
            "IngressClass",
            "NetworkPolicy",
            "APIService",
            "CustomResourceDefinition",
            "Endpoints",
            "EndpointSlice",
            "PodTemplate",
            "Lease",
            "ResourceClaim",
            "DeviceClass",
            "VolumeAttachment",
            "PodSecurityPolicy",
            "Binding",
            "RuntimeClass",
            "ComponentStatus",
            "ResourceClaimTemplate",
            "ResourceSlice");
    if (others.contains(kind) || kind.endsWith("Configuration") || kind.endsWith("Review")) {
      return null;
    }
    return DidYouMean.nearest(kind, names);
  }
}
