package dev.farsight.scenario.manifest;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.issue.Severity;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.NodeTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A group of alike EC2 nodes of an input.
 *
 * @param name name
 * @param count nodes it begins with
 * @param instanceType EC2 instance type; absent where the input leaves it open
 * @param labels labels of its nodes
 * @param taints taints of its nodes
 * @param maxPods most pods of a node; absent for what the instance type allows
 * @param zones zones that the nodes are spread over; empty if not known
 * @param document document it stands in
 * @param path its place in the document
 */
public record NodeGroupSource(
    String name,
    int count,
    @Nullable String instanceType,
    Map<String, String> labels,
    List<Taint> taints,
    @Nullable Integer maxPods,
    List<String> zones,
    Document document,
    JsonPath path) {

  private static final int MAX_NODES = 100_000;

  /** Makes lists and maps unmodifiable. */
  public NodeGroupSource {
    labels = FrozenMap.copyOf(labels);
    taints = List.copyOf(taints);
    zones = List.copyOf(zones);
  }

  /** Makes a group whose input says nothing of zones and pods. */
  public NodeGroupSource(
      String name,
      int count,
      @Nullable String instanceType,
      Map<String, String> labels,
      List<Taint> taints,
      Document document,
      JsonPath path) {
    this(name, count, instanceType, labels, taints, null, List.of(), document, path);
  }

  /** Returns the line on which the group begins. */
  public int line() {
    return document.position(path).line();
  }

  /**
   * Returns the nodes of the group, or null after a warning where their size is not known.
   *
   * @param issues takes the warning
   */
  public @Nullable NodeTemplate nodes(Issues issues) {
    if (count > MAX_NODES) {
      issues.add(
          document.issue(
              IssueCode.VALUE_NOT_ALLOWED,
              path,
              "group \"" + name + "\" has " + count + " nodes",
              "at most " + MAX_NODES + " nodes of a group can be simulated"));
      return null;
    }
    String type = instanceType;
    Map<String, Quantity> capacity =
        type == null ? null : InstanceTypes.load().capacityOf(type, maxPods);
    if (type == null || capacity == null) {
      issues.add(
          document
              .issue(
                  IssueCode.UNKNOWN_INSTANCE_TYPE,
                  path,
                  "the nodes of group \""
                      + name
                      + "\" are left out: "
                      + (type == null ? "no instance type" : "type \"" + type + "\" is unknown"),
                  "give them in the scenario: nodes: [{name: "
                      + name
                      + ", count: "
                      + count
                      + ", capacity: {cpu: \"4\", memory: 16Gi}}]")
              .withSeverity(Severity.WARNING));
      return null;
    }
    return new NodeTemplate(name, count, true, labelsOf(type, labels), taints, capacity, zones);
  }

  /** Returns labels of nodes, with those that follow from their instance type. */
  public static Map<String, String> labelsOf(String instanceType, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.putIfAbsent(WellKnown.INSTANCE_TYPE, instanceType);
    all.putIfAbsent(WellKnown.ARCH, InstanceTypes.architectureOf(instanceType));
    return FrozenMap.copyOf(all);
  }
}
