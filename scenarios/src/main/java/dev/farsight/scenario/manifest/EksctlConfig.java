package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.Taint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an eksctl ClusterConfig: profiles, node groups, name, region and version.
 *
 * @see <a href="https://schema.eksctl.io/">eksctl's schema</a>
 */
final class EksctlConfig {

  private static final int DEFAULT_NODES = 2;
  private static final String DEFAULT_TYPE = "m5.large";
  private static final Set<String> READ =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "fargateProfiles",
          "nodeGroups",
          "managedNodeGroups",
          "availabilityZones");

  private final ProfileReader sink;
  private final Issues issues;

  EksctlConfig(ProfileReader sink, Issues issues) {
    this.sink = sink;
    this.issues = issues;
  }

  void read(Document document, JsonNode config, JsonPath path) {
    JsonNode metadata = config.path("metadata");
    JsonPath metadataPath = path.child("metadata");
    sink.add(
        new ClusterSource(
            metadata.path("name").asText(),
            text(metadata.path("region")),
            text(metadata.path("version"))));
    for (String field : new String[] {"name", "region", "version"}) {
      sink.noticeVariable(document, metadataPath.child(field), metadata.path(field).asText());
    }
    JsonNode zones = config.path("availabilityZones");
    for (int i = 0; i < zones.size(); i++) {
      sink.noticeVariable(
          document, path.child("availabilityZones").child(i), zones.get(i).asText());
    }
    JsonNode profiles = config.path("fargateProfiles");
    for (int i = 0; i < profiles.size(); i++) {
      sink.addProfile(document, profiles.get(i), path.child("fargateProfiles").child(i));
    }
    for (String field : new String[] {"nodeGroups", "managedNodeGroups"}) {
      JsonNode groups = config.path(field);
      for (int i = 0; i < groups.size(); i++) {
        group(document, groups.get(i), path.child(field).child(i));
      }
    }
    noteOthers(document, config, path);
  }

  private void noteOthers(Document document, JsonNode config, JsonPath path) {
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      if (!READ.contains(entry.getKey())) {
        issues.addOnce(
            "eksctl " + entry.getKey(),
            document.keyIssue(
                IssueCode.CLUSTER_FIELD_NOT_SIMULATED,
                path.child(entry.getKey()),
                "field \"" + entry.getKey() + "\" of ClusterConfig is not looked at",
                ""));
      }
    }
  }

  private void group(Document document, JsonNode group, JsonPath path) {
    String name = group.path("name").asText();
    sink.noticeVariable(document, path.child("name"), name);
    String type = text(group.path("instanceType"));
    if (type == null) {
      JsonNode several = group.path("instanceTypes").path(0);
      type = several.isTextual() ? several.asText() : DEFAULT_TYPE;
    }
    sink.add(
        new NodeGroupSource(
            name,
            count(group),
            type.equals("mixed") ? null : type,
            ProfileReader.texts(group.path("labels")),
            taints(group.path("taints")),
            document,
            path));
  }

  private static int count(JsonNode group) {
    for (String field : new String[] {"desiredCapacity", "minSize"}) {
      if (group.path(field).isIntegralNumber()) {
        return Math.max(0, group.get(field).asInt());
      }
    }
    return DEFAULT_NODES;
  }

  /**
   * Reads taints, which eksctl accepts as a list of objects or as a map {@code key: value:effect}.
   */
  private static List<Taint> taints(JsonNode node) {
    List<Taint> taints = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode taint : node) {
        taints.add(
            new Taint(
                taint.path("key").asText(),
                text(taint.path("value")),
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

  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }
}
