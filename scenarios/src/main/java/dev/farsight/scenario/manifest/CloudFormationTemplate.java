package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a CloudFormation template, written by hand or by {@code cdk synth}: Fargate profiles, whose
 * labels are a list of Key and Value, and node groups. References to parameters with a default are
 * resolved; other functions are opaque.
 */
final class CloudFormationTemplate {

  private final ProfileReader sink;
  private final Issues issues;

  CloudFormationTemplate(ProfileReader sink, Issues issues) {
    this.sink = sink;
    this.issues = issues;
  }

  boolean read(Document document, JsonNode template, JsonPath path) {
    JsonNode resources = template.path("Resources");
    if (!resources.isObject()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> entry : resources.properties()) {
      JsonNode properties = entry.getValue().path("Properties");
      JsonPath at = path.child("Resources").child(entry.getKey()).child("Properties");
      switch (entry.getValue().path("Type").asText()) {
        case "AWS::EKS::FargateProfile" ->
            profile(document, template, entry.getKey(), properties, at);
        case "Custom::AWSCDK-EKS-FargateProfile" ->
            cdkProfile(document, entry.getKey(), properties, at);
        case "AWS::EKS::Nodegroup" -> nodeGroup(document, template, entry.getKey(), properties, at);
        case "AWS::EKS::Cluster" -> {
          JsonNode version = resolve(template, properties.path("Version"));
          sink.add(
              new ClusterSource(
                  resolve(template, properties.path("Name")).asText(entry.getKey()),
                  null,
                  version.isValueNode() && !version.isNull() ? version.asText() : null));
        }
        default -> {
          // other resources do not concern pods
        }
      }
    }
    return true;
  }

  /** Reads the custom resource of older CDK versions, whose config is the AWS API's request. */
  private void cdkProfile(Document document, String id, JsonNode properties, JsonPath path) {
    JsonNode config = properties.path("Config");
    if (config.path("selectors").isArray()) {
      ObjectNode named = config.deepCopy();
      if (!named.path("fargateProfileName").isTextual()) {
        named.put("fargateProfileName", id);
      }
      sink.addProfile(document, named, path.child("Config"));
    }
  }

  private void profile(
      Document document, JsonNode template, String id, JsonNode properties, JsonPath path) {
    List<FargateProfileSelector> selectors = new ArrayList<>();
    JsonNode written = properties.path("Selectors");
    for (int i = 0; i < written.size(); i++) {
      JsonPath at = path.child("Selectors").child(i);
      JsonNode selector = written.get(i);
      selectors.add(
          sink.selector(
              document,
              resolve(template, selector.path("Namespace")),
              labels(document, template, selector.path("Labels"), at),
              at));
    }
    JsonNode name = resolve(template, properties.path("FargateProfileName"));
    sink.add(
        new ProfileSource(
            name.isTextual() ? name.asText() : id,
            "ACTIVE",
            new FargateProfileSpec(selectors, List.of(), null),
            document,
            path));
  }

  private ObjectNode labels(Document document, JsonNode template, JsonNode written, JsonPath path) {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    if (written.isObject() && !written.isEmpty()) {
      issues.add(
          document.issue(
              IssueCode.WRONG_TYPE,
              path.child("Labels"),
              "Labels of CloudFormation is a list of Key and Value, not a map",
              "write: Labels: [{Key: app, Value: web}]"));
      return labels;
    }
    for (JsonNode pair : written) {
      labels.set(
          resolve(template, pair.path("Key")).asText(), resolve(template, pair.path("Value")));
    }
    return labels;
  }

  /** Returns the default of a parameter that a reference names; anything else as it is. */
  private static JsonNode resolve(JsonNode template, JsonNode value) {
    JsonNode reference = value.path("Ref");
    if (reference.isTextual()) {
      JsonNode standard = template.path("Parameters").path(reference.asText()).path("Default");
      return standard.isMissingNode() ? value : standard;
    }
    return value;
  }

  private void nodeGroup(
      Document document, JsonNode template, String id, JsonNode properties, JsonPath path) {
    JsonNode scaling = properties.path("ScalingConfig");
    JsonNode count = resolve(template, scaling.path("DesiredSize"));
    JsonNode type = resolve(template, properties.path("InstanceTypes").path(0));
    JsonNode name = resolve(template, properties.path("NodegroupName"));
    sink.add(
        new NodeGroupSource(
            name.isTextual() ? name.asText() : id,
            count.asInt(resolve(template, scaling.path("MinSize")).asInt(2)),
            type.isTextual() ? type.asText() : null,
            ProfileReader.texts(properties.path("Labels")),
            ProfileReader.taints(properties.path("Taints"), "Key", "Value", "Effect"),
            document,
            path));
  }
}
