package dev.farsight.sim.process.timeline;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.NodeTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Node objects of EC2 capacity. */
public final class NodeObjects {

  private static final String READY = "Ready";

  private NodeObjects() {}

  /**
   * Returns one node of a group. Several nodes are a managed node group, and carry its name as EKS
   * labels them, unless they are a self-managed one of eksctl.
   *
   * @param index number of the node in its group, from 0
   * @param region AWS region, which EKS says in a label
   * @param ready whether it is Ready
   * @param now present instant
   */
  public static Node of(
      NodeTemplate template, int index, String region, boolean ready, Timestamp now) {
    String name = template.nodeName(index);
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(WellKnown.ARCH, "amd64");
    labels.put(WellKnown.OS, "linux");
    labels.put(WellKnown.REGION, region);
    labels.putAll(template.labels());
    if (template.numbered() && !labels.containsKey(WellKnown.EKSCTL_NODE_GROUP)) {
      labels.putIfAbsent(WellKnown.NODE_GROUP, template.name());
    }
    if (!template.zones().isEmpty()) {
      labels.putIfAbsent(WellKnown.ZONE, template.zones().get(index % template.zones().size()));
    }
    labels.putIfAbsent(WellKnown.HOSTNAME, name);
    Node node =
        new Node(
            ObjectMeta.named("", name).withLabels(FrozenMap.copyOf(labels)),
            new NodeSpec(null, template.taints(), null),
            new NodeStatus(template.capacity(), template.capacity(), List.of(), List.of()));
    return withReady(node, ready, now);
  }

  /** Returns a node whose condition Ready is True or False; an equal condition is kept. */
  public static Node withReady(Node node, boolean ready, Timestamp now) {
    String status = ready ? "True" : "False";
    List<NodeCondition> conditions = new ArrayList<>();
    for (NodeCondition condition : node.status().conditions()) {
      if (condition.type().equals(READY)) {
        if (condition.status().equals(status)) {
          return node;
        }
      } else {
        conditions.add(condition);
      }
    }
    conditions.add(
        ready
            ? new NodeCondition(
                READY, status, "KubeletReady", "kubelet is posting ready status", now)
            : new NodeCondition(READY, status, "KubeletNotReady", "kubelet is not ready", now));
    return node.withStatus(node.status().withConditions(conditions));
  }

  /** Returns whether a node's condition Ready is True. */
  public static boolean isReady(Node node) {
    for (NodeCondition condition : node.status().conditions()) {
      if (condition.type().equals(READY)) {
        return condition.status().equals("True");
      }
    }
    return false;
  }
}
