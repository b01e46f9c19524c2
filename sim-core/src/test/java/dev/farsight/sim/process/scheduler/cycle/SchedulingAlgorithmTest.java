package dev.farsight.sim.process.scheduler.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.FitMessage;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulingAlgorithmTest {

  private static final Taint FARGATE =
      new Taint("eks.amazonaws.com/compute-type", "fargate", "NoSchedule", null);

  @Test
  void taintReasonFollowsTheVersion() {
    assertThat(texts("1.23").untolerated(FARGATE))
        .isEqualTo(
            "node(s) had taint {eks.amazonaws.com/compute-type: fargate}, that the pod didn't"
                + " tolerate");
    assertThat(texts("1.33").untolerated(FARGATE))
        .isEqualTo("node(s) had untolerated taint {eks.amazonaws.com/compute-type: fargate}");
    assertThat(texts("1.34.1").untolerated(FARGATE)).contains("{eks.amazonaws.com");
    assertThat(texts("1.34").untolerated(FARGATE)).isEqualTo("node(s) had untolerated taint(s)");
  }

  private static SchedulerTexts texts(String version) {
    KubernetesVersion parsed = KubernetesVersion.tryParse(version);
    assertThat(parsed).isNotNull();
    return new SchedulerTexts(parsed == null ? KubernetesVersion.ofMinor(0) : parsed);
  }

  @Test
  void reasonsAreCountedAndSortedAsText() {
    ClusterSnapshot cluster = new ClusterSnapshot();
    for (int i = 0; i < 12; i++) {
      cluster.setNode(node("node-" + i, "a"));
    }
    NodeToStatus statuses = new NodeToStatus(cluster.nodes());
    for (int i = 0; i < 12; i++) {
      String reason = i % 6 == 5 ? "Insufficient cpu" : "Too many pods";
      statuses.set(i, Status.unschedulable("NodeResourcesFit", reason));
    }
    assertThat(FitMessage.text(12, statuses, "", "preemption: none."))
        .isEqualTo(
            "0/12 nodes are available: 10 Too many pods, 2 Insufficient cpu. preemption: none.");
  }

  @Test
  void nodesAreListedZoneByZoneInTurn() {
    ClusterSnapshot cluster = new ClusterSnapshot();
    cluster.setNode(node("a1", "a"));
    cluster.setNode(node("a2", "a"));
    cluster.setNode(node("b1", "b"));
    assertThat(cluster.nodes()).extracting(each -> each.name()).containsExactly("a1", "b1", "a2");
  }

  private static Node node(String name, String zone) {
    return new Node(
        ObjectMeta.named("", name).withLabels(Map.of("topology.kubernetes.io/zone", zone)),
        new NodeSpec(null, List.of(), null),
        new NodeStatus(Map.of(), Map.of("cpu", Quantity.ofUnits(4)), List.of(), List.of()));
  }
}
