package dev.farsight.sim.process.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.ResourceRequirements;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.spec.scheduler.NodeResourcesFitArgs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The quick look at what fits must agree with the look at one resource after the other. */
final class NodeResourcesFitTest {

  private static final List<String> RESOURCES =
      List.of("cpu", "memory", "ephemeral-storage", "example.com/gpu");

  @Test
  void whatFitsAtAGlanceIsShortOfNothing() {
    NodeResourcesFit plugin = new NodeResourcesFit(NodeResourcesFitArgs.DEFAULT);
    int fitting = 0;
    // Of each resource the pod wants none, what is free, one more, or more than there is at all.
    for (int choice = 0; choice < 256; choice++) {
      TreeMap<String, Quantity> wanted = new TreeMap<>();
      for (int i = 0; i < RESOURCES.size(); i++) {
        int amount = List.of(0, 6, 7, 11).get(choice >> (2 * i) & 3);
        if (amount > 0) {
          wanted.put(RESOURCES.get(i), Quantity.ofUnits(amount));
        }
      }
      for (int most = 1; most <= 2; most++) {
        NodeInfo node = node(most);
        PodInfo pod = new PodInfo(pod("new", wanted));
        Status status = plugin.filter(new CycleState(), pod, node);
        assertThat(status)
            .as("%s with room for %d pods", wanted, most)
            .usingRecursiveComparison()
            .isEqualTo(
                NodeResourcesFit.whatIsShort(pod.requests(), node, NodeResourcesFitArgs.DEFAULT));
        fitting += status.isSuccess() ? 1 : 0;
      }
    }
    assertThat(fitting).isEqualTo(16);
  }

  private static NodeInfo node(int mostPods) {
    TreeMap<String, Quantity> offered = new TreeMap<>(Map.of("pods", Quantity.ofUnits(mostPods)));
    TreeMap<String, Quantity> taken = new TreeMap<>();
    for (String resource : RESOURCES) {
      offered.put(resource, Quantity.ofUnits(10));
      taken.put(resource, Quantity.ofUnits(4));
    }
    NodeInfo node =
        new NodeInfo(
            new Node(
                ObjectMeta.named("", "node"),
                new NodeSpec(null, List.of(), null),
                new NodeStatus(Map.of(), offered, List.of(), List.of())));
    node.addPod(new PodInfo(pod("old", taken)));
    return node;
  }

  private static Pod pod(String name, Map<String, Quantity> requests) {
    Container container =
        Container.of("main", "nginx:1.27")
            .withResources(new ResourceRequirements(requests, Map.of()));
    return new Pod(
        ObjectMeta.named("default", name), PodSpec.of(List.of(container)), PodStatus.PENDING);
  }
}
