package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
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

  private final ProfileReader sink;
  private final Issues issues;

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
    Map<String, JsonNode> unknown = unknownValues(node.path("resource_changes"));
    String field = plan ? "planned_values" : "values";
    module(
        document,
        node.path(field).path("root_module"),
        path.child(field).child("root_module"),
        unknown);
    return true;
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
      JsonNode values = resource.path("values");
      JsonNode open = unknown.get(resource.path("address").asText());
      switch (resource.path("type").asText()) {
        case "aws_eks_fargate_profile" -> profile(document, values, at, open, resource);
        case "aws_eks_node_group" -> nodeGroup(document, values, at);
        case "aws_eks_cluster" ->
            sink.add(
                new ClusterSource(
                    values.path("name").asText(),
                    null,
                    values.path("version").isTextual() ? values.get("version").asText() : null));
        default -> {
          // other resources do not concern pods
        }
      }
    }
    JsonNode children = module.path("child_modules");
    for (int i = 0; i < children.size(); i++) {
      module(document, children.get(i), path.child("child_modules").child(i), unknown);
    }
  }

  private void profile(
      Document document,
      JsonNode values,
      JsonPath path,
      @Nullable JsonNode open,
      JsonNode resource) {
    List<FargateProfileSelector> selectors = new ArrayList<>();
    JsonNode blocks = values.path("selector");
    for (int i = 0; i < blocks.size(); i++) {
      JsonPath at = path.child("selector").child(i);
      JsonNode openBlock = open == null ? null : open.path("selector").path(i);
      boolean unknownNamespace = openBlock != null && openBlock.path("namespace").asBoolean(false);
      boolean unknownLabels = openBlock != null && holdsTrue(openBlock.path("labels"));
      if (unknownNamespace || unknownLabels) {
        unknownValue(document, at, resource);
      }
      if (!unknownNamespace) {
        selectors.add(
            sink.selector(
                document, blocks.get(i).path("namespace"), blocks.get(i).path("labels"), at));
      }
    }
    if (open != null && open.path("selector").isBoolean()) {
      unknownValue(document, path, resource);
    }
    List<FargateSubnet> subnets = new ArrayList<>();
    for (JsonNode subnet : values.path("subnet_ids")) {
      subnets.add(new FargateSubnet(subnet.asText(), null, null));
    }
    String role = values.path("pod_execution_role_arn").asText("");
    String name = values.path("fargate_profile_name").asText(resource.path("name").asText());
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
      if (item.asBoolean(false)) {
        return true;
      }
    }
    return false;
  }

  private void unknownValue(Document document, JsonPath path, JsonNode resource) {
    issues.add(
        document.issue(
            IssueCode.UNKNOWN_VALUE,
            path,
            "a selector of " + resource.path("address").asText() + " is known only after apply",
            "show the state after apply instead: terraform show -json > state.json"));
  }

  private void nodeGroup(Document document, JsonNode values, JsonPath path) {
    JsonNode scaling = values.path("scaling_config").path(0);
    JsonNode type = values.path("instance_types").path(0);
    sink.add(
        new NodeGroupSource(
            values.path("node_group_name").asText(),
            scaling.path("desired_size").asInt(scaling.path("min_size").asInt(2)),
            type.isTextual() ? type.asText() : null,
            ProfileReader.texts(values.path("labels")),
            ProfileReader.taints(values.path("taint"), "key", "value", "effect"),
            document,
            path));
  }
}
