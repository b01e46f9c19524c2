package dev.farsight.scenario.snapshot;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes that bound pods name, for dumps that hold no Node objects: Fargate nodes have room for
 * their pod, EC2 nodes exactly for the pods that are there, so that none is moved and none added.
 * Where some nodes were dumped, those of Fargate are made that came between two lists.
 */
final class BoundNodes {

  private BoundNodes() {}

  /** Returns the nodes of the bound pods among the objects. */
  static List<Node> of(Collection<KubeObject> objects) {
    Set<String> known = new TreeSet<>();
    for (KubeObject object : objects) {
      if (object instanceof Node node) {
        known.add(node.name());
      }
    }
    Map<String, List<Pod>> podsByNode = new LinkedHashMap<>();
    for (KubeObject object : objects) {
      if (object instanceof Pod pod
          && pod.spec().nodeName() != null
          && isStored(pod)
          && (known.isEmpty() || (!known.contains(pod.spec().nodeName()) && isNewOnFargate(pod)))) {
        podsByNode.computeIfAbsent(pod.spec().nodeName(), name -> new ArrayList<>()).add(pod);
      }
    }
    List<Node> nodes = new ArrayList<>();
    podsByNode.forEach((name, pods) -> nodes.add(node(name, pods)));
    return nodes;
  }

  private static boolean isNewOnFargate(Pod pod) {
    return WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName())
        && !pod.metadata().isTerminating()
        && !isOver(pod);
  }

  private static boolean isOver(Pod pod) {
    String phase = pod.status().phase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  private static boolean isStored(Pod pod) {
    return !pod.metadata().uid().isEmpty();
  }

  private static Node node(String name, List<Pod> pods) {
    boolean fargate =
        WellKnown.FARGATE_SCHEDULER.equals(pods.get(0).spec().schedulerName())
            || name.startsWith("fargate-");
    Map<String, Quantity> room = new TreeMap<>();
    int living = 0;
    for (Pod pod : pods) {
      if (!isOver(pod)) {
        living++;
        PodRequests.of(pod.spec())
            .forEach((resource, amount) -> room.merge(resource, amount, Quantity::plus));
      }
    }
    room.putIfAbsent("cpu", Quantity.ZERO);
    room.putIfAbsent("memory", Quantity.ZERO);
    room.put("pods", Quantity.ofUnits(fargate ? 1 : living));
    Map<String, String> labels = new TreeMap<>();
    labels.put(WellKnown.OS, "linux");
    labels.put(WellKnown.ARCH, "amd64");
    labels.put(WellKnown.HOSTNAME, name);
    List<Taint> taints = new ArrayList<>();
    if (fargate) {
      labels.put(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE);
      taints.add(new Taint(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE, WellKnown.NO_SCHEDULE, null));
    }
    NodeCondition ready = new NodeCondition("Ready", "True", "KubeletReady", null, null);
    return new Node(
        ObjectMeta.named("", name)
            .withLabels(FrozenMap.copyOf(labels))
            .withCreationTimestamp(created(pods)),
        new NodeSpec(null, taints, null),
        new NodeStatus(room, room, List.of(ready), List.of()));
  }

  private static Timestamp created(List<Pod> pods) {
    Timestamp oldest = new Timestamp(0);
    for (Pod pod : pods) {
      Timestamp created = pod.metadata().creationTimestamp();
      oldest = created != null && created.compareTo(oldest) < 0 ? created : oldest;
    }
    return oldest;
  }
}
