package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an eksctl ClusterConfig: profiles, node groups, name, region and version.
 *
 * @see <a href="https://schema.eksctl.io/">eksctl's schema</a>
 */
final class EksctlConfig {

  private static final Set<String> READ =
      Set.of(
          "apiVersion",
          "kind",
          "metadata",
          "fargateProfiles",
          "nodeGroups",
          "managedNodeGroups",
          "availabilityZones");

  /** Fields by which something adds nodes for pods that find no room. */
  private static final Set<String> ADDS_NODES = Set.of("autoModeConfig", "karpenter");

  private static final Set<String> GROUP_READ =
      Set.of(
          "name",
          "instanceType",
          "instanceTypes",
          "instancesDistribution",
          "desiredCapacity",
          "minSize",
          "maxSize",
          "labels",
          "taints",
          "maxPodsPerNode",
          "availabilityZones",
          "localZones",
          "amiFamily");

  private final ProfileReader sink;
  private final Issues issues;
  private @Nullable FieldCatalogue catalogue;

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
    numberAsVersion(document, metadata.path("version"), metadataPath.child("version"));
    misspelt(document, config, path, "cluster");
    misspelt(document, metadata, metadataPath, "metadata");
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
      JsonPath at = path.child("fargateProfiles").child(i);
      misspelt(document, asOfEksctl(profiles.get(i)), at, "fargateProfile");
      sink.addProfile(document, profiles.get(i), at);
    }
    for (String field : new String[] {"nodeGroups", "managedNodeGroups"}) {
      JsonNode groups = config.path(field);
      for (int i = 0; i < groups.size(); i++) {
        group(document, groups.get(i), path.child(field).child(i));
      }
    }
    EksctlNodeGroups.of(document, config, path).forEach(sink::add);
    noteOthers(document, config, path);
  }

  private void noteOthers(Document document, JsonNode config, JsonPath path) {
    for (Map.Entry<String, JsonNode> entry : config.properties()) {
      if (!READ.contains(entry.getKey()) && isKnown("cluster", entry.getKey())) {
        issues.addOnce(
            "eksctl " + entry.getKey(),
            document.keyIssue(
                IssueCode.CLUSTER_FIELD_NOT_SIMULATED,
                path.child(entry.getKey()),
                "field \"" + entry.getKey() + "\" of ClusterConfig is not looked at",
                ADDS_NODES.contains(entry.getKey())
                    ? "nodes that it would add are not there: give those you expect in"
                        + " spec.cluster.nodes"
                    : ""));
      }
    }
  }

  /** A version without quotes is a number: {@code 1.30} is then 1.3, and eksctl refuses it. */
  private void numberAsVersion(Document document, JsonNode version, JsonPath path) {
    if (version.isNumber()) {
      issues.add(
          document.issue(
              IssueCode.WRONG_TYPE,
              path,
              "metadata.version must be a text, not the number " + version.asText(),
              "quote it: \"1.30\" without quotes is the number 1.3"));
    }
  }

  /** Returns a profile without its age, which only snapshots of Farsight tell. */
  private static JsonNode asOfEksctl(JsonNode profile) {
    if (!(profile instanceof ObjectNode map) || !map.has("createdAt")) {
      return profile;
    }
    ObjectNode known = map.deepCopy();
    known.remove("createdAt");
    return known;
  }

  private FieldCatalogue catalogue() {
    FieldCatalogue known = catalogue;
    if (known == null) {
      known = FieldCatalogue.eksctl();
      catalogue = known;
    }
    return known;
  }

  private boolean isKnown(String type, String field) {
    return catalogue().typeOf(type, field) != null;
  }

  /** Reports fields that eksctl does not know either. */
  private void misspelt(Document document, JsonNode map, JsonPath path, String type) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!isKnown(type, entry.getKey())) {
        issues.add(
            document.keyIssue(
                IssueCode.MISSPELT_FIELD,
                path.child(entry.getKey()),
                "eksctl knows no field \"" + entry.getKey() + "\" here",
                DidYouMean.hint(
                    entry.getKey(),
                    catalogue().fieldsOf(type),
                    "check the spelling and the indentation")));
      }
    }
  }

  private void group(Document document, JsonNode group, JsonPath path) {
    sink.noticeVariable(document, path.child("name"), group.path("name").asText());
    misspelt(document, group, path, "nodeGroup");
    scaling(document, group, path);
    for (Map.Entry<String, JsonNode> entry : group.properties()) {
      String field = entry.getKey();
      if (!GROUP_READ.contains(field) && isKnown("nodeGroup", field)) {
        noteOfGroup(
            document, path.child(field), "field \"" + field + "\" of node groups is not looked at");
      }
    }
    for (JsonPath types :
        new JsonPath[] {
          path.child("instanceTypes"), path.descend("instancesDistribution", "instanceTypes")
        }) {
      JsonNode list = document.root().at(types.toPointer());
      if (list.size() > 1) {
        noteOfGroup(
            document,
            types,
            "of several instance types the first is taken: " + list.get(0).asText());
      }
    }
  }

  private void noteOfGroup(Document document, JsonPath path, String message) {
    issues.addOnce(
        "eksctl group " + message,
        document.keyIssue(IssueCode.CLUSTER_FIELD_NOT_SIMULATED, path, message, ""));
  }

  /** Reports sizes that contradict each other, which eksctl refuses. */
  private void scaling(Document document, JsonNode group, JsonPath path) {
    Integer desired = number(group.path("desiredCapacity"));
    Integer most = number(group.path("maxSize"));
    Integer written = number(group.path("minSize"));
    int least =
        written != null ? written : desired != null ? desired : EksctlNodeGroups.DEFAULT_NODES;
    int begins = desired != null ? desired : least;
    if (begins < least) {
      refusedSize(document, path.child("desiredCapacity"), begins, "below minSize " + least);
    } else if (most != null && begins > most) {
      String field = desired != null ? "desiredCapacity" : written != null ? "minSize" : "maxSize";
      refusedSize(document, path.child(field), begins, "above maxSize " + most);
    } else if (most != null && most > begins) {
      noteOfGroup(
          document,
          path.child("maxSize"),
          "no autoscaler is simulated: a node group keeps the size that it begins with");
    }
  }

  private void refusedSize(Document document, JsonPath path, int nodes, String why) {
    issues.add(
        document.issue(
            IssueCode.VALUE_NOT_ALLOWED,
            path,
            "the node group begins with " + nodes + " nodes, " + why,
            "eksctl refuses this; it takes desiredCapacity, else minSize, else 2"));
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isIntegralNumber() ? (Integer) node.asInt() : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }
}
