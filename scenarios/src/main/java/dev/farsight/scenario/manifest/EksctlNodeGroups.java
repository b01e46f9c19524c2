package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the node groups of an eksctl ClusterConfig, self-managed and managed ones.
 *
 * @see <a href="https://schema.eksctl.io/">eksctl's schema</a>
 */
public final class EksctlNodeGroups {

  private static final String SELF_MANAGED = "nodeGroups";
  private static final String MANAGED = "managedNodeGroups";

  /** What eksctl takes where neither {@code desiredCapacity} nor {@code minSize} is given. */
  static final int DEFAULT_NODES = 2;

  /** What eksctl takes where no instance type is given. */
  private static final String DEFAULT_TYPE = "m5.large";

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,2}-[0-9]");

  private EksctlNodeGroups() {}

  /**
   * Returns all groups in the order in which they are written, self-managed ones first. Their
   * labels hold those that eksctl and EKS set on the nodes of a group.
   *
   * @param document document that holds the configuration
   * @param config the ClusterConfig
   * @param path place of the ClusterConfig in the document
   */
  public static List<NodeGroupSource> of(Document document, JsonNode config, JsonPath path) {
    String cluster = config.path("metadata").path("name").asText();
    List<NodeGroupSource> groups = new ArrayList<>();
    for (String field : List.of(SELF_MANAGED, MANAGED)) {
      JsonNode list = config.path(field);
      for (int i = 0; i < list.size(); i++) {
        JsonNode group = list.get(i);
        String written = group.path("name").asText();
        String name = written.isEmpty() ? "ng-" + (groups.size() + 1) : written;
        groups.add(
            new NodeGroupSource(
                name,
                count(group),
                instanceType(group),
                labels(group, name, cluster, field.equals(MANAGED)),
                taints(group.path("taints")),
                maxPods(group),
                zones(group, config),
                document,
                path.child(field).child(i)));
      }
    }
    return groups;
  }

  private static Map<String, String> labels(
      JsonNode group, String name, String cluster, boolean managed) {
    Map<String, String> labels = new LinkedHashMap<>(ProfileReader.texts(group.path("labels")));
    if (!cluster.isEmpty()) {
      labels.putIfAbsent("alpha.eksctl.io/cluster-name", cluster);
    }
    labels.putIfAbsent(WellKnown.EKSCTL_NODE_GROUP, name);
    if (managed) {
      labels.putIfAbsent(WellKnown.NODE_GROUP, name);
    }
    if (group.path("amiFamily").asText().startsWith("Windows")) {
      labels.putIfAbsent(WellKnown.OS, "windows");
    }
    return labels;
  }

  /** Returns the type of a group's nodes, the first of several; null where others decide. */
  private static @Nullable String instanceType(JsonNode group) {
    JsonNode mixed = group.path("instancesDistribution").path("instanceTypes");
    for (JsonNode type :
        List.of(group.path("instanceType"), group.path("instanceTypes").path(0), mixed.path(0))) {
      if (type.isTextual() && !type.asText().equals("mixed")) {
        return type.asText();
      }
    }
    boolean elsewhere =
        group.has("launchTemplate")
            || group.has("instanceSelector")
            || group.path("instanceType").asText().equals("mixed");
    return elsewhere ? null : DEFAULT_TYPE;
  }

  private static int count(JsonNode group) {
    for (String field : List.of("desiredCapacity", "minSize")) {
      if (group.path(field).isIntegralNumber()) {
        return Math.max(0, group.get(field).asInt());
      }
    }
    return DEFAULT_NODES;
  }

  private static @Nullable Integer maxPods(JsonNode group) {
    JsonNode most = group.path("maxPodsPerNode");
    return most.isIntegralNumber() && most.asInt() > 0 ? (Integer) most.asInt() : null;
  }

  /**
   * Returns the zones of a group: its own, else those of the cluster, else as many as eksctl would
   * choose at random, which are called a, b and c here.
   */
  private static List<String> zones(JsonNode group, JsonNode config) {
    for (JsonNode list :
        List.of(
            group.path("availabilityZones"),
            group.path("localZones"),
            config.path("availabilityZones"))) {
      List<String> zones = new ArrayList<>();
      list.forEach(zone -> zones.add(zone.asText()));
      if (!zones.isEmpty()) {
        return zones.stream().anyMatch(Variables::holds) ? List.of() : zones;
      }
    }
    String region = config.path("metadata").path("region").asText();
    if (!REGION.matcher(region).matches()) {
      return List.of();
    }
    List<String> zones = new ArrayList<>();
    for (String letter : region.equals("us-east-1") ? List.of("a", "b") : List.of("a", "b", "c")) {
      zones.add(region + letter);
    }
    return zones;
  }

  /**
   * Reads taints, which eksctl accepts as a list of objects or as a map {@code key: value:effect}.
   */
  private static List<Taint> taints(JsonNode node) {
    List<Taint> taints = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode taint : node) {
        JsonNode value = taint.path("value");
        taints.add(
            new Taint(
                taint.path("key").asText(),
                value.isValueNode() && !value.isNull() ? value.asText() : null,
                taint.path("effect").asText("NoSchedule"),
                null));
      }
      return taints;
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String[] parts = entry.getValue().asText().split(":", 2);
      taints.add(
          new Taint(entry.getKey(), parts[0], parts.length > 1 ? parts[1] : "NoSchedule", null));
    }
    return taints;
  }
}
