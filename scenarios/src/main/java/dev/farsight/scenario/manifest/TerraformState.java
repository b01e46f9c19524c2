package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateSubnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code terraform show -json}, of a state or a plan: Fargate profiles and node groups of all
 * modules. Only the fields needed are looked at, since such files hold secrets in plain text.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">the format</a>
 */
final class TerraformState {

  private static final String OBJECTS =
      "give the objects as manifests, or a dump of the cluster that has them";

  /** Types that bring objects or nodes which are not read, with what to do about it. */
  private static final Map<String, String> NOT_READ =
      Map.of(
          "aws_eks_addon", "",
          "helm_release", "check what it renders: helm template . | farsight check -",
          "kubernetes_manifest", OBJECTS,
          "kubectl_manifest", OBJECTS,
          "kubernetes_deployment", OBJECTS,
          "kubernetes_deployment_v1", OBJECTS,
          "kubernetes_stateful_set_v1", OBJECTS,
          "kubernetes_job_v1", OBJECTS,
          "aws_autoscaling_group",
              "if its machines are nodes of the cluster, give them in spec.cluster.nodes");

  private final ProfileReader sink;
  private final Issues issues;
  private @Nullable String region;

  TerraformState(ProfileReader sink, Issues issues) {
    this.sink = sink;
    this.issues = issues;
  }

  boolean read(Document document, JsonNode node, JsonPath path) {
    boolean terraform = node.has("terraform_version") || node.has("format_version");
    boolean plan = node.path("planned_values").isObject();
    if (!terraform || !(plan || node.path("values").isObject() || node.has("resource_changes"))) {
      if (terraform && node.path("resources").isArray() && node.has("lineage")) {
        issues.add(
            document.issue(
                IssueCode.NOT_A_MANIFEST,
                path,
                "this is a raw terraform.tfstate file",
                "run: terraform show -json > state.json"));
        return true;
      }
      return false;
    }
    JsonNode provider = node.path("configuration").path("provider_config").path("aws");
    JsonNode constant = provider.path("expressions").path("region").path("constant_value");
    region = constant.isTextual() ? constant.asText() : null;
    Map<String, JsonNode> unknown = unknownValues(node.path("resource_changes"));
    if (!plan && !node.path("values").isObject()) {
      changes(document, node.path("resource_changes"), path.child("resource_changes"));
      return true;
    }
    String field = plan ? "planned_values" : "values";
    module(
        document,
        node.path(field).path("root_module"),
        path.child(field).child("root_module"),
        unknown);
    return true;
  }

  /** Reads what is to come of a plan of which only the changes were kept. */
  private void changes(Document document, JsonNode changes, JsonPath path) {
    for (int i = 0; i < changes.size(); i++) {
      JsonNode change = changes.get(i).path("change");
      if (change.path("after").isObject()) {
        JsonPath at = path.child(i).child("change").child("after");
        resource(document, changes.get(i), change.path("after"), at, change.path("after_unknown"));
      }
    }
  }

  /** Returns, by address, what a plan does not know before it is applied. */
  private static Map<String, JsonNode> unknownValues(JsonNode changes) {
    Map<String, JsonNode> unknown = new LinkedHashMap<>();
    for (JsonNode change : changes) {
      unknown.put(change.path("address").asText(), change.path("change").path("after_unknown"));
    }
    return unknown;
  }

  private void module(
      Document document, JsonNode module, JsonPath path, Map<String, JsonNode> unknown) {
    JsonNode resources = module.path("resources");
    for (int i = 0; i < resources.size(); i++) {
      JsonNode resource = resources.get(i);
      JsonPath at = path.child("resources").child(i).child("values");
      JsonNode open = unknown.get(resource.path("address").asText());
      JsonNode known = open == null ? MissingNode.getInstance() : open;
      resource(document, resource, resource.path("values"), at, known);
    }
    JsonNode children = module.path("child_modules");
    for (int i = 0; i < children.size(); i++) {
      module(document, children.get(i), path.child("child_modules").child(i), unknown);
    }
  }

  private void resource(
      Document document, JsonNode resource, JsonNode values, JsonPath path, JsonNode open) {
    String type = resource.path("type").asText();
    switch (type) {
      case "aws_eks_fargate_profile" -> profile(document, values, path, open, resource);
      case "aws_eks_node_group" -> nodeGroup(document, values, path, open, resource);
      case "aws_eks_cluster" -> cluster(document, values, path);
      default -> {
        String hint = NOT_READ.get(type);
        if (hint != null) {
          issues.addOnce(
              "terraform " + type,
              document.issue(
                  IssueCode.CLUSTER_FIELD_NOT_SIMULATED,
                  path,
                  "resources of type " + type + " are not read",
                  hint));
        }
      }
    }
  }

  private void cluster(Document document, JsonNode values, JsonPath path) {
    String[] arn = values.path("arn").asText().split(":", -1);
    if (values.path("compute_config").path(0).path("enabled").asBoolean(false)) {
      issues.addOnce(
          "terraform auto mode",
          document.issue(
              IssueCode.CLUSTER_FIELD_NOT_SIMULATED,
              path.child("compute_config"),
              "nodes that EKS Auto Mode would add are not there",
              "give those you expect in spec.cluster.nodes"));
    }
    sink.add(
        new ClusterSource(
            values.path("name").asText(),
            arn.length > 3 ? arn[3] : region,
            values.path("version").isTextual() ? values.get("version").asText() : null));
  }

  private void profile(
      Document document, JsonNode values, JsonPath path, JsonNode open, JsonNode resource) {
    List<FargateProfileSelector> selectors = new ArrayList<>();
    JsonNode blocks = values.path("selector");
    for (int i = 0; i < blocks.size(); i++) {
      JsonPath at = path.child("selector").child(i);
      JsonNode openBlock = open.path("selector").path(i);
      boolean unknownNamespace = openBlock.path("namespace").asBoolean(false);
      if (unknownNamespace || holdsTrue(openBlock.path("labels"))) {
        unknownValue(document, at, "a selector", resource);
      }
      if (!unknownNamespace) {
        selectors.add(
            sink.selector(
                document, blocks.get(i).path("namespace"), blocks.get(i).path("labels"), at));
      }
    }
    if (open.path("selector").asBoolean(false)) {
      unknownValue(document, path, "the selectors", resource);
    }
    List<FargateSubnet> subnets = new ArrayList<>();
    for (JsonNode subnet : values.path("subnet_ids")) {
      subnets.add(new FargateSubnet(subnet.asText(), null, null));
    }
    String role = values.path("pod_execution_role_arn").asText("");
    String name = name(document, values, "fargate_profile_name", path, resource);
    sink.add(
        new ProfileSource(
            name,
            values.path("status").asText("ACTIVE"),
            new FargateProfileSpec(selectors, subnets, role.isEmpty() ? null : role),
            document,
            path));
  }

  private static boolean holdsTrue(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    for (JsonNode item : node) {
      if (holdsTrue(item)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the name of something in AWS, which a plan may not know yet. */
  private String name(
      Document document, JsonNode values, String field, JsonPath path, JsonNode resource) {
    if (values.path(field).isTextual()) {
      return values.get(field).asText();
    }
    unknownValue(document, path, "the name", resource);
    return resource.path("address").asText(resource.path("name").asText());
  }

  private void unknownValue(Document document, JsonPath path, String what, JsonNode resource) {
    issues.add(
        document.issue(
            IssueCode.UNKNOWN_VALUE,
            path,
            what + " of " + resource.path("address").asText() + " is known only after apply",
            "show the state after apply instead: terraform show -json > state.json"));
  }

  private void nodeGroup(
      Document document, JsonNode values, JsonPath path, JsonNode open, JsonNode resource) {
    JsonNode scaling = values.path("scaling_config").path(0);
    JsonNode types = values.path("instance_types");
    if (holdsTrue(open.path("scaling_config"))) {
      unknownValue(document, path, "the size", resource);
    }
    String standard = values.path("launch_template").isEmpty() ? ProfileReader.DEFAULT_TYPE : null;
    boolean unknownType = holdsTrue(open.path("instance_types"));
    int least = scaling.path("min_size").asInt(ProfileReader.DEFAULT_NODES);
    sink.add(
        new NodeGroupSource(
            name(document, values, "node_group_name", path, resource),
            scaling.path("desired_size").asInt(least),
            types.path(0).isTextual() ? types.get(0).asText() : unknownType ? null : standard,
            ProfileReader.texts(values.path("labels")),
            ProfileReader.taints(values.path("taint"), "key", "value", "effect"),
            document,
            path));
  }
}
