package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.document.SelectorText;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.manifest.InstanceTypes;
import dev.farsight.scenario.manifest.NodeGroupSource;
import dev.farsight.sim.kube.FargateProfileSelector;
import dev.farsight.sim.kube.FargateProfileSpec;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.spec.NodeFilter;
import dev.farsight.sim.spec.NodeTemplate;
import dev.farsight.sim.spec.PodFilter;
import dev.farsight.sim.spec.ProfileTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts that sections and steps share: profiles, nodes, choices of pods and nodes. */
final class Selections {

  private static final int MAX_NODES = 100_000;

  private Selections() {}

  /** Returns a Fargate profile, or null after reporting. */
  static @Nullable ProfileTemplate profile(Fields fields, String... furtherFields) {
    for (String further : furtherFields) {
      fields.raw(further);
    }
    String name = fields.requiredText("name", "give the profile a name");
    List<FargateProfileSelector> selectors = new ArrayList<>();
    for (Fields selector : fields.maps("selectors")) {
      String namespace = selector.requiredText("namespace", "a selector names a namespace");
      Map<String, String> labels = selector.textMap("labels");
      selector.finish();
      if (namespace != null) {
        selectors.add(new FargateProfileSelector(namespace, labels));
      }
    }
    if (selectors.isEmpty() && !fields.has("selectors")) {
      fields.missing("selectors", "a profile selects pods: selectors: [{namespace: default}]");
    }
    List<FargateSubnet> subnets = subnets(fields);
    String role = fields.text("podExecutionRoleArn");
    fields.finish();
    return name == null
        ? null
        : new ProfileTemplate(name, new FargateProfileSpec(selectors, subnets, role));
  }

  private static List<FargateSubnet> subnets(Fields fields) {
    List<FargateSubnet> subnets = new ArrayList<>();
    for (Fields subnet : fields.maps("subnets")) {
      String id = subnet.text("id", "subnet-" + (subnets.size() + 1));
      String zone = subnet.text("zone");
      Long free = subnet.wholeNumber("freeIps", 0, Integer.MAX_VALUE);
      Boolean nat = subnet.has("nat") ? Boolean.valueOf(subnet.flag("nat", true)) : null;
      subnet.finish();
      subnets.add(
          new FargateSubnet(id, zone, free == null ? null : Integer.valueOf(free.intValue()), nat));
    }
    return subnets;
  }

  /** Returns alike nodes, or null after reporting. */
  static @Nullable NodeTemplate nodes(Fields fields, String... furtherFields) {
    for (String further : furtherFields) {
      fields.raw(further);
    }
    String name = fields.requiredText("name", "give the nodes a name");
    Long count = fields.wholeNumber("count", 0, MAX_NODES);
    Map<String, String> labels = fields.textMap("labels");
    List<Taint> taints = taints(fields);
    String type = fields.text("instanceType");
    Map<String, Quantity> capacity = capacity(fields, type);
    fields.finish();
    if (name == null) {
      return null;
    }
    return new NodeTemplate(
        name,
        count == null ? 1 : count.intValue(),
        count != null,
        type == null ? labels : NodeGroupSource.labelsOf(type, labels),
        taints,
        capacity);
  }

  private static Map<String, Quantity> capacity(Fields fields, @Nullable String type) {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    if (type != null) {
      Map<String, Quantity> known = InstanceTypes.load().capacityOf(type);
      if (known == null) {
        fields.error(
            IssueCode.VALUE_NOT_ALLOWED,
            "instanceType",
            "instance type \"" + type + "\" is not in the table",
            DidYouMean.hint(
                type,
                InstanceTypes.load().names(),
                "give capacity: {cpu: \"2\", memory: 8Gi, pods: 29} instead"));
      } else {
        capacity.putAll(known);
      }
    } else if (!fields.has("capacity")) {
      fields.missing("capacity", "give an instanceType, or capacity: {cpu: \"2\", memory: 8Gi}");
    }
    Fields own = fields.map("capacity");
    if (own != null) {
      capacity.putAll(quantities(own));
      capacity.putIfAbsent("pods", Quantity.ofUnits(110));
    }
    return capacity;
  }

  /** Returns all quantities of a map by their names; none if it is absent. */
  static Map<String, Quantity> quantities(@Nullable Fields fields) {
    Map<String, Quantity> quantities = new LinkedHashMap<>();
    if (fields != null) {
      for (String resource : fields.names()) {
        Quantity quantity = quantity(fields, resource);
        if (quantity != null) {
          quantities.put(resource, quantity);
        }
      }
    }
    return quantities;
  }

  /** Returns a Kubernetes quantity, written as text or as a number; null after reporting. */
  static @Nullable Quantity quantity(Fields fields, String name) {
    JsonNode value = fields.raw(name);
    if (value == null) {
      return null;
    }
    Quantity quantity = value.isValueNode() ? Quantity.tryParse(value.asText()) : null;
    if (quantity == null) {
      fields.error(
          IssueCode.BAD_QUANTITY,
          name,
          "\"" + value.asText() + "\" is not a quantity",
          "write it as in 250m, 512Mi or 4");
    }
    return quantity;
  }

  private static List<Taint> taints(Fields fields) {
    List<Taint> taints = new ArrayList<>();
    for (Fields taint : fields.maps("taints")) {
      String key = taint.requiredText("key", "a taint has a key");
      String value = taint.text("value", "");
      String effect = taint.oneOf("effect", List.of("NoSchedule", "PreferNoSchedule", "NoExecute"));
      taint.finish();
      if (key != null) {
        taints.add(new Taint(key, value, effect == null ? "NoSchedule" : effect, null));
      }
    }
    return taints;
  }

  /** Returns a label selector written as text or as a map, or null if the field is absent. */
  static @Nullable LabelSelector selector(Fields fields, String name) {
    JsonNode value = fields.raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      return LabelSelector.ofLabels(fields.textMap(name));
    }
    try {
      return SelectorText.parse(value.textValue());
    } catch (ExpressionException e) {
      fields.expressionError(name, e);
      return null;
    }
  }

  /** Returns a choice of pods by namespace, labels (or selector), names and node. */
  static PodFilter pods(Fields fields) {
    String namespace = fields.text("namespace");
    LabelSelector labels = selector(fields, "labels");
    LabelSelector selector = selector(fields, "selector");
    List<String> names = new ArrayList<>(fields.texts("names"));
    String name = fields.text("name");
    if (name != null) {
      names.add(name);
    }
    String node = fields.text("node");
    return new PodFilter(namespace, labels == null ? selector : labels, names, node);
  }

  /** Returns a choice of nodes by name or selector; reports if neither is given. */
  static NodeFilter nodeFilter(Fields fields) {
    String name = fields.text("name");
    LabelSelector selector = selector(fields, "selector");
    if (name == null && selector == null && !fields.has("selector")) {
      fields.missing("name", "name the node, or choose nodes with selector: role=web");
    }
    return new NodeFilter(name, selector);
  }
}
