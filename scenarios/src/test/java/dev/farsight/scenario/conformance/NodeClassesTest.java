package dev.farsight.scenario.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.process.scheduler.cycle.Attempt;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Asking once for all nodes that are alike decides what asking about each of them decides. */
class NodeClassesTest {

  private static final int CLUSTERS = 400;
  private static final int PODS = 12;

  @Test
  void decisionsAreThoseOfAskingAboutEveryNodeWhileTheClusterChanges() {
    int placed = 0;
    int preempted = 0;
    for (long seed = 1000; seed < 1000 + CLUSTERS; seed++) {
      JsonNode vector = GeneratedClusters.sequence(seed, PODS);
      CycleWorld fast = new CycleWorld(vector);
      CycleWorld plain = new CycleWorld(vector);
      plain.algorithm().askAboutEveryNode();
      SplittableRandom random = new SplittableRandom(seed);
      List<Pod> bound = new ArrayList<>();
      for (JsonNode json : vector.path("pods")) {
        Pod pod = fast.pod(json);
        assertThat(plain.pod(json)).isEqualTo(pod);
        Attempt attempt = fast.algorithm().schedule(pod);
        assertThat(attempt)
            .as("cluster %d, %s", seed, pod.key())
            .isEqualTo(plain.algorithm().schedule(pod));
        String node = attempt.node();
        if (node != null) {
          bound.add(pod.withSpec(pod.spec().withNodeName(node)));
          fast.cluster().addPod(bound.get(bound.size() - 1));
          plain.cluster().addPod(bound.get(bound.size() - 1));
          placed++;
        }
        preempted += attempt.victims().isEmpty() ? 0 : 1;
        change(fast, plain, bound, random);
      }
    }
    assertThat(placed).isGreaterThan(CLUSTERS);
    assertThat(preempted).isGreaterThan(20);
  }

  /** Lets a pod end, a taint come or go, a node leave or come back. */
  private static void change(
      CycleWorld fast, CycleWorld plain, List<Pod> bound, SplittableRandom random) {
    int what = random.nextInt(8);
    List<NodeInfo> nodes = fast.cluster().nodes();
    if (what == 0 && !bound.isEmpty()) {
      Pod ended = bound.remove(random.nextInt(bound.size()));
      fast.cluster().removePod(ended);
      plain.cluster().removePod(ended);
    } else if (what == 1 && !nodes.isEmpty()) {
      Node node = nodes.get(random.nextInt(nodes.size())).node();
      List<Taint> taints =
          node.spec().taints().isEmpty()
              ? List.of(new Taint("gpu", "a", "NoSchedule", null))
              : List.of();
      Node changed = new Node(node.metadata(), node.spec().withTaints(taints), node.status());
      fast.cluster().setNode(changed);
      plain.cluster().setNode(changed);
    } else if (what == 2 && nodes.size() > 1) {
      Node node = nodes.get(random.nextInt(nodes.size())).node();
      fast.cluster().removeNode(node.name());
      plain.cluster().removeNode(node.name());
      if (random.nextBoolean()) {
        fast.cluster().setNode(node);
        plain.cluster().setNode(node);
      }
    }
  }
}
