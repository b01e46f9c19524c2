package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateSubnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CloudFormation template, written by hand or by {@code cdk synth}: Fargate profiles, whose
 * labels are a list of Key and Value, node groups and the cluster. Functions are resolved where
 * parameters with defaults, mappings and conditions suffice; others are opaque.
 */
final class CloudFormationTemplate {

  /** Resources that bring objects or nodes which are not read, with what to do about it. */
  private static final Map<String, String> NOT_READ =
      Map.of(
          "AWS::EKS::Addon", "",
          "AWS::CloudFormation::Stack", "check the templates of nested stacks as well",
          "Custom::AWSCDK-EKS-KubernetesResource", "check its manifests as well",
          "Custom::AWSCDK-EKS-KubernetesPatch", "",
          "Custom::AWSCDK-EKS-HelmChart",
              "check what it renders: helm template . | farsight check -",
          "AWS::AutoScaling::AutoScalingGroup",
              "if its machines are nodes of the cluster, give them in spec.cluster.nodes");

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
    CloudFormationValues values = new CloudFormationValues(template);
    for (Map.Entry<String, JsonNode> entry : resources.properties()) {
      String type = entry.getValue().path("Type").asText();
      JsonPath at = path.child("Resources").child(entry.getKey());
      boolean ofCluster = type.startsWith("AWS::EKS::") || type.startsWith("Custom::AWSCDK-EKS-");
      if (!ofCluster || isCreated(document, entry.getValue(), at, values)) {
        resource(document, type, entry.getKey(), entry.getValue(), at, values);
      }
    }
    return true;
  }

  private boolean isCreated(
      Document document, JsonNode resource, JsonPath path, CloudFormationValues values) {
    Boolean created = values.isCreated(resource);
    String condition = resource.path("Condition").asText();
    if (created == null) {
      note(
          document,
          path.child("Condition"),
          "condition \"" + condition + "\" is taken as true",
          "");
    } else if (!created) {
      note(
          document,
          path.child("Condition"),
          "resource \"" + path.key() + "\" is left out: condition \"" + condition + "\" is false",
          "with the defaults of the parameters");
    }
    return created == null || created;
  }

  private void resource(
      Document document,
      String type,
      String id,
      JsonNode resource,
      JsonPath path,
      CloudFormationValues values) {
    JsonNode properties = resource.path("Properties");
    JsonPath at = path.child("Properties");
    switch (type) {
      case "AWS::EKS::FargateProfile" -> profile(document, id, properties, at, values);
      case "Custom::AWSCDK-EKS-FargateProfile" ->
          cdkProfile(document, id, values.of(properties.path("Config")), at.child("Config"));
      case "AWS::EKS::Nodegroup" -> nodeGroup(document, id, properties, at, values);
      case "AWS::EKS::Cluster" ->
          cluster(
              document,
              id,
              values.of(properties.path("Name")),
              values.of(properties.path("Version")),
              properties,
              at);
      case "Custom::AWSCDK-EKS-Cluster" -> {
        JsonNode config = values.of(properties.path("Config"));
        cluster(document, id, config.path("name"), config.path("version"), config, at);
      }
      default -> {
        String hint = NOT_READ.get(type);
        if (hint != null) {
          note(document, path.child("Type"), "resources of type " + type + " are not read", hint);
        }
      }
    }
  }

  private void cluster(
      Document document,
      String id,
      JsonNode name,
      JsonNode version,
      JsonNode properties,
      JsonPath path) {
    if (properties.path("ComputeConfig").path("Enabled").asBoolean(false)) {
      note(
          document,
          path.descend("ComputeConfig", "Enabled"),
          "nodes that EKS Auto Mode would add are not there",
          "give those you expect in spec.cluster.nodes");
    }
    sink.add(
        new ClusterSource(
            name.isTextual() ? name.asText() : id,
            null,
            version.isValueNode() && !version.isNull() ? version.asText() : null));
  }

  /** Reads the custom resource of older CDK versions, whose config is the AWS API's request. */
  private void cdkProfile(Document document, String id, JsonNode config, JsonPath path) {
    if (config.path("selectors").isArray() && config instanceof ObjectNode named) {
      if (!named.path("fargateProfileName").isTextual()) {
        named.put("fargateProfileName", id);
      }
      sink.addProfile(document, named, path);
    }
  }

  private void profile(
      Document document,
      String id,
      JsonNode properties,
      JsonPath path,
      CloudFormationValues values) {
    List<FargateProfileSelector> selectors = new ArrayList<>();
    JsonNode written = values.of(properties.path("Selectors"));
    for (int i = 0; i < written.size(); i++) {
      JsonPath at = path.child("Selectors").child(i);
      JsonNode selector = written.get(i);
      selectors.add(
          sink.selector(
              document,
              selector.path("Namespace"),
              labels(document, selector.path("Labels"), at),
              at));
    }
    List<FargateSubnet> subnets = new ArrayList<>();
    for (JsonNode subnet : values.of(properties.path("Subnets"))) {
      if (subnet.isTextual()) {
        subnets.add(new FargateSubnet(subnet.asText(), null, null));
      }
    }
    JsonPath namePath = path.child("FargateProfileName");
    String name = name(document, id, values.of(properties.path("FargateProfileName")), namePath);
    sink.add(
        new ProfileSource(
            name, "ACTIVE", new FargateProfileSpec(selectors, subnets, null), document, path));
  }

  /** Returns a name that stands in the template, else that of the resource. */
  private String name(Document document, String id, JsonNode name, JsonPath path) {
    if (name.isObject()) {
      note(
          document,
          path,
          "the name is a function of the template: \"" + id + "\" is taken instead",
          "of several profiles that select a pod the first in the order of their names counts");
    }
    return name.isTextual() ? name.asText() : id;
  }

  private ObjectNode labels(Document document, JsonNode written, JsonPath path) {
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
      labels.set(pair.path("Key").asText(), pair.path("Value"));
    }
    return labels;
  }

  private void nodeGroup(
      Document document,
      String id,
      JsonNode properties,
      JsonPath path,
      CloudFormationValues values) {
    JsonNode scaling = values.of(properties.path("ScalingConfig"));
    JsonNode types = values.of(properties.path("InstanceTypes"));
    JsonNode type = types.path(0);
    boolean template = properties.has("LaunchTemplate");
    String standard = template ? null : ProfileReader.DEFAULT_TYPE;
    sink.add(
        new NodeGroupSource(
            name(
                document,
                id,
                values.of(properties.path("NodegroupName")),
                path.child("NodegroupName")),
            count(scaling),
            type.isTextual() ? type.asText() : types.isMissingNode() ? standard : null,
            ProfileReader.texts(values.of(properties.path("Labels"))),
            ProfileReader.taints(values.of(properties.path("Taints")), "Key", "Value", "Effect"),
            document,
            path));
  }

  /** Sizes may be texts, as the defaults of parameters are. */
  private static int count(JsonNode scaling) {
    for (String field : new String[] {"DesiredSize", "MinSize"}) {
      Integer size = size(scaling.path(field));
      if (size != null) {
        return size;
      }
    }
    return ProfileReader.DEFAULT_NODES;
  }

  private static @Nullable Integer size(JsonNode node) {
    boolean number = node.isIntegralNumber() || node.asText().matches("[0-9]{1,9}");
    return number ? (Integer) node.asInt() : null;
  }

  private void note(Document document, JsonPath path, String message, String hint) {
    issues.addOnce(
        "cloudformation " + message,
        document
            .issue(IssueCode.CLUSTER_FIELD_NOT_SIMULATED, path, message, hint)
            .withSeverity(Severity.NOTE));
  }
}
