package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.Taint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Fargate profiles, node groups and clusters from what eksctl, the AWS CLI, Terraform and
 * CloudFormation write.
 */
final class ProfileReader {

  /** Nodes of a managed node group whose size is nowhere said, as eksctl would make. */
  static final int DEFAULT_NODES = 2;

  /** Type of a managed node group that names none and has no launch template, as EKS takes it. */
  static final String DEFAULT_TYPE = "t3.medium";

  private static final int MAX_SELECTORS = 5;
  private static final int MAX_LABELS = 5;

  /** Effects of taints as the EKS API spells them. */
  private static final Map<String, String> EFFECTS =
      Map.of(
          "NO_SCHEDULE", "NoSchedule",
          "NO_EXECUTE", "NoExecute",
          "PREFER_NO_SCHEDULE", "PreferNoSchedule");

  private final Issues issues;
  private final List<ProfileSource> profiles = new ArrayList<>();
  private final List<NodeGroupSource> nodeGroups = new ArrayList<>();
  private final List<ClusterSource> clusters = new ArrayList<>();
  private final EksctlConfig eksctl;
  private final TerraformState terraform;
  private final CloudFormationTemplate cloudFormation;

  ProfileReader(Issues issues) {
    this.issues = issues;
    this.eksctl = new EksctlConfig(this, issues);
    this.terraform = new TerraformState(this, issues);
    this.cloudFormation = new CloudFormationTemplate(this, issues);
  }

  List<ProfileSource> profiles() {
    return profiles;
  }

  List<NodeGroupSource> nodeGroups() {
    return nodeGroups;
  }

  List<ClusterSource> clusters() {
    return clusters;
  }

  void add(NodeGroupSource group) {
    nodeGroups.add(group);
  }

  void add(ClusterSource cluster) {
    clusters.add(cluster);
  }

  /** Reads a document if it is one of the known descriptions; returns whether it is. */
  boolean read(Document document, JsonNode node, JsonPath path) {
    if (node.path("kind").asText().equals("ClusterConfig")
        && node.path("apiVersion").asText().startsWith("eksctl.io/")) {
      eksctl.read(document, node, path);
      return true;
    }
    if (node.has("kind")) {
      return false;
    }
    if (isProfile(node.path("fargateProfile"))) {
      addProfile(document, node.get("fargateProfile"), path.child("fargateProfile"));
      return true;
    }
    if (isProfile(node)) {
      addProfile(document, node, path);
      return true;
    }
    if (node.path("fargateProfileNames").isArray()) {
      namesOnly(document, node, path);
      return true;
    }
    if (node.path("fargateProfiles").isArray()) {
      return readList(document, node.get("fargateProfiles"), path.child("fargateProfiles"));
    }
    if (node.path("nodegroup").isObject()) {
      awsNodeGroup(document, node.get("nodegroup"), path.child("nodegroup"));
      return true;
    }
    if (node.path("cluster").path("name").isTextual()) {
      JsonNode cluster = node.get("cluster");
      String[] arn = cluster.path("arn").asText().split(":", -1);
      clusters.add(
          new ClusterSource(
              cluster.get("name").asText(),
              arn.length > 3 ? arn[3] : null,
              cluster.path("version").isTextual() ? cluster.get("version").asText() : null));
      return true;
    }
    return terraform.read(document, node, path) || cloudFormation.read(document, node, path);
  }

  private static boolean isProfile(JsonNode node) {
    return node.isObject()
        && node.path("selectors").isArray()
        && (node.has("fargateProfileName") || node.has("name"));
  }

  /** Reads a list of profiles; returns whether it is one. */
  boolean readList(Document document, JsonNode list, JsonPath path) {
    if (list.isEmpty()) {
      return path != JsonPath.ROOT;
    }
    for (JsonNode item : list) {
      if (!isProfile(item) && !isProfile(item.path("fargateProfile"))) {
        return false;
      }
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      if (isProfile(item)) {
        addProfile(document, item, path.child(i));
      } else {
        addProfile(document, item.get("fargateProfile"), path.child(i).child("fargateProfile"));
      }
    }
    return true;
  }

  private void namesOnly(Document document, JsonNode node, JsonPath path) {
    JsonNode names = node.get("fargateProfileNames");
    String name = names.isEmpty() ? "NAME" : names.get(0).asText();
    issues.add(
        document.keyIssue(
            IssueCode.PROFILE_NAMES_ONLY,
            path.child("fargateProfileNames"),
            "the answer of 'aws eks list-fargate-profiles' holds names only, no selectors",
            "run: aws eks describe-fargate-profile --cluster-name CLUSTER --fargate-profile-name "
                + name));
  }

  private void awsNodeGroup(Document document, JsonNode group, JsonPath path) {
    JsonNode scaling = group.path("scalingConfig");
    nodeGroups.add(
        new NodeGroupSource(
            group.path("nodegroupName").asText(),
            scaling.path("desiredSize").asInt(scaling.path("minSize").asInt(2)),
            group.path("instanceTypes").path(0).isTextual()
                ? group.get("instanceTypes").get(0).asText()
                : null,
            texts(group.path("labels")),
            taints(group.path("taints"), "key", "value", "effect"),
            document,
            path));
  }

  /** Adds a profile in the notation of the AWS API or of eksctl, which name the same fields. */
  void addProfile(Document document, JsonNode node, JsonPath path) {
    String name = node.path("fargateProfileName").asText(node.path("name").asText());
    JsonNode selectors = node.path("selectors");
    List<FargateProfileSelector> read = new ArrayList<>();
    for (int i = 0; i < selectors.size(); i++) {
      JsonNode selector = selectors.get(i);
      JsonPath at = path.child("selectors").child(i);
      read.add(selector(document, selector.path("namespace"), selector.path("labels"), at));
    }
    List<FargateSubnet> subnets = subnets(node.path("subnets"));
    String role =
        node.path("podExecutionRoleArn").asText(node.path("podExecutionRoleARN").asText());
    add(
        new ProfileSource(
            name,
            node.path("status").asText("ACTIVE"),
            new FargateProfileSpec(read, subnets, role.isEmpty() ? null : role),
            document,
            path));
  }

  private static List<FargateSubnet> subnets(JsonNode list) {
    List<FargateSubnet> subnets = new ArrayList<>();
    for (JsonNode item : list) {
      if (item.isTextual()) {
        subnets.add(new FargateSubnet(item.asText(), null, null));
      } else if (item.isObject()) {
        JsonNode free = item.path("freeIps");
        subnets.add(
            new FargateSubnet(
                item.path("subnetId").isTextual() ? item.get("subnetId").asText() : null,
                item.path("zone").isTextual() ? item.get("zone").asText() : null,
                free.isIntegralNumber() ? Integer.valueOf(free.asInt()) : null));
      }
    }
    return subnets;
  }

  /** Reads a selector of plain values; what is no text is reported and matches nothing. */
  FargateProfileSelector selector(
      Document document, JsonNode namespace, JsonNode labels, JsonPath path) {
    String name = "";
    if (namespace.isTextual() && !namespace.asText().isEmpty()) {
      name = namespace.asText();
      noticeVariable(document, path.child("namespace"), name);
    } else if (namespace.isBoolean() || namespace.isNumber()) {
      JsonPath at = path.child("namespace");
      issues.add(
          document.issue(
              IssueCode.WRONG_TYPE,
              at,
              "the namespace of the selector must be a text",
              "quote it: \"" + document.written(at) + "\""));
    } else {
      boolean opaque = namespace.isObject();
      issues.add(
          document.issue(
              opaque ? IssueCode.OPAQUE_FUNCTION : IssueCode.BAD_PROFILE,
              path,
              opaque
                  ? "the namespace of the selector is a function of the template"
                  : "the selector has no namespace",
              opaque ? "" : "a selector needs a namespace, which may hold * and ?"));
    }
    Map<String, String> read = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      JsonPath at = path.child("labels").child(label.getKey());
      if (label.getValue().isTextual()) {
        noticeVariable(document, at, label.getValue().asText());
      } else {
        boolean opaque = label.getValue().isObject();
        issues.add(
            document.issue(
                opaque ? IssueCode.OPAQUE_FUNCTION : IssueCode.WRONG_TYPE,
                at,
                opaque
                    ? "the value of label \"" + label.getKey() + "\" is a function of the template"
                    : "label \"" + label.getKey() + "\" must be a text",
                opaque ? "" : "quote it: \"" + document.written(at) + "\""));
      }
      read.put(label.getKey(), label.getValue().asText());
    }
    if (read.size() > MAX_LABELS) {
      issues.add(
          document
              .issue(
                  IssueCode.BAD_PROFILE,
                  path.child("labels"),
                  "the selector has " + read.size() + " labels",
                  "AWS allows five unless the quota was raised")
              .withSeverity(dev.farsight.scenario.issue.Severity.WARNING));
    }
    return new FargateProfileSelector(name, read);
  }

  /** Adds a profile and reports what is odd about it. */
  void add(ProfileSource profile) {
    Document document = profile.document();
    int selectors = profile.spec().selectors().size();
    if (selectors == 0 || selectors > MAX_SELECTORS) {
      issues.add(
          document.issue(
              IssueCode.BAD_PROFILE,
              profile.path(),
              "profile \"" + profile.name() + "\" has " + selectors + " selectors",
              "a profile has one to five"));
    }
    if (!profile.isActive()) {
      issues.add(
          document.issue(
              IssueCode.PROFILE_NOT_ACTIVE,
              profile.path().child("status"),
              "profile \"" + profile.name() + "\" is " + profile.status() + ", not ACTIVE",
              "it admits no pods while it is not ACTIVE"));
    }
    profiles.removeIf(other -> isReplaced(other, profile));
    profiles.add(profile);
  }

  /** Returns whether a profile has the name of a later one; two that differ are told of. */
  private boolean isReplaced(ProfileSource earlier, ProfileSource later) {
    boolean same = earlier.name().equals(later.name()) && !earlier.name().isEmpty();
    if (same && !earlier.spec().selectors().equals(later.spec().selectors())) {
      issues.add(
          later
              .document()
              .issue(
                  IssueCode.DUPLICATE_OBJECT,
                  later.path(),
                  "profile \""
                      + later.name()
                      + "\" is already at "
                      + earlier.document().file()
                      + ":"
                      + earlier.document().position(earlier.path()).line()
                      + " with other selectors",
                  "the later one counts; a cluster has one profile of a name"));
    }
    return same;
  }

  /** Reports a variable or placeholder that was not substituted. */
  void noticeVariable(Document document, JsonPath path, String text) {
    if (text.contains("${") || text.contains("$(")) {
      issues.add(
          document.issue(
              IssueCode.UNRESOLVED_VARIABLE,
              path,
              "\"" + text + "\" holds a variable that was not substituted",
              "run envsubst first"));
    }
  }

  /** Returns the taints of a managed node group, whose effects the EKS API spells in capitals. */
  static List<Taint> taints(JsonNode list, String key, String value, String effect) {
    List<Taint> taints = new ArrayList<>();
    for (JsonNode taint : list) {
      String spelt = taint.path(effect).asText();
      taints.add(
          new Taint(
              taint.path(key).asText(),
              taint.path(value).isTextual() ? taint.get(value).asText() : null,
              EFFECTS.getOrDefault(spelt, spelt),
              null));
    }
    return taints;
  }

  /** Returns the texts of a map, numbers and truths as they are printed. */
  static Map<String, String> texts(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (entry.getValue().isValueNode()) {
        texts.put(entry.getKey(), entry.getValue().asText());
      }
    }
    return texts;
  }
}
