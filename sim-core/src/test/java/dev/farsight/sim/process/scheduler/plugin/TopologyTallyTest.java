package dev.farsight.sim.process.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.workload.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the sum kept for each node is the sum over its domains, whatever happens. */
class TopologyTallyTest {

  private static final String HOST = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";

  private final ClusterSnapshot cluster = new ClusterSnapshot();
  private final List<Pod> placed = new ArrayList<>();

  private static Node node(int number, String host, int zone) {
    return new Node(
        ObjectMeta.named("", "n" + number).withLabels(Map.of(HOST, host, ZONE, "z" + zone)),
        new NodeSpec(null, List.of(), null),
        new NodeStatus(Map.of(), Map.of("cpu", Quantity.ofUnits(4)), List.of(), List.of()));
  }

  private static Pod pod(int number, int node) {
    PodStatus pending =
        new PodStatus("Pending", List.of(), null, null, null, null, List.of(), null, null);
    ObjectMeta metadata = ObjectMeta.named("shop", "p" + number).withUid("uid-" + number);
    return new Pod(metadata, Rehearsal.podSpec("web").withNodeName("n" + node), pending);
  }

  /** Counts pods by host, and on one node also by zone. */
  private static void count(NodeInfo node, TopologyTally.Sink sink) {
    int pods = node.podCount();
    if (pods > 0) {
      sink.add(HOST, String.valueOf(node.label(HOST)), -10L * pods);
      if (node.name().equals("n3")) {
        sink.add(ZONE, String.valueOf(node.label(ZONE)), pods);
      }
    }
  }

  private void change(SplittableRandom random, int step, boolean hostsMayBeShared) {
    int number = random.nextInt(12);
    int what = random.nextInt(40);
    if (what == 0 || cluster.node("n" + number) == null) {
      cluster.setNode(node(number, "h" + number, random.nextInt(3)));
    } else if (what == 1) {
      cluster.removeNode("n" + number);
    } else if (what == 2 && hostsMayBeShared) {
      cluster.setNode(node(number, "h" + random.nextInt(12), random.nextInt(3)));
    } else if (what < 20 && !placed.isEmpty()) {
      cluster.removePod(placed.remove(random.nextInt(placed.size())));
    } else {
      Pod pod = pod(step, number);
      placed.add(pod);
      cluster.addPod(pod);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theSumOfANodeIsTheSumOverItsDomains(boolean hostsMayBeShared) {
    SplittableRandom random = new SplittableRandom(17);
    TopologyTally tally = new TopologyTally(cluster, TopologyTallyTest::count);
    int positive = 0;
    for (int step = 0; step < 8_000; step++) {
      change(random, step, hostsMayBeShared);
      if (random.nextInt(3) == 0) {
        TopologyCounts sums = tally.sums();
        TopologyCounts anew = new TopologyTally(cluster, TopologyTallyTest::count).sums();
        for (NodeInfo node : cluster.nodes()) {
          assertThat(tally.sum(node)).isEqualTo(sums.sum(node)).isEqualTo(anew.sum(node));
          positive += tally.sum(node) != 0 ? 1 : 0;
        }
      }
    }
    assertThat(positive).isGreaterThan(5_000);
  }
}
