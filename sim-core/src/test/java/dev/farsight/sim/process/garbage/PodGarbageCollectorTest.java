package dev.farsight.sim.process.garbage;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodGarbageCollectorTest {

  private final Simulator simulator =
      new Simulator(new RadixWheelEventQueue(), RunLimits.DEFAULT, Checks.RECOMPUTATION);
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  PodGarbageCollectorTest() {
    simulator.observeState(cluster::stateVersion);
    new PodGarbageCollector(simulator, cluster, new InformerFactory(cluster, 0)).start();
    cluster.create(
        new Node(
            ObjectMeta.named("", "there"),
            new NodeSpec(null, List.of(), null),
            new NodeStatus(Map.of(), Map.of(), List.of(), List.of())));
  }

  private void create(String name, String node) {
    PodSpec spec = PodSpec.of(List.of(Container.of("c", "nginx:1"))).withNodeName(node);
    cluster.create(new Pod(ObjectMeta.named("shop", name), spec, PodStatus.PENDING));
  }

  @Test
  void podsOfANodeThatIsGoneAreRemovedAfterItsQuarantine() {
    create("web", "gone");
    create("other", "there");
    simulator.run(seconds(59));
    assertThat(cluster.get(Kinds.POD, "shop/web")).isNotNull();
    simulator.run(seconds(60));

    assertThat(cluster.get(Kinds.POD, "shop/web")).isNull();
    assertThat(cluster.get(Kinds.POD, "shop/other")).isNotNull();
  }

  @Test
  void aNodeThatGoesAfterChecksThatFoundNothingIsNoticed() {
    create("web", "there");
    simulator.runUntil(seconds(600));
    cluster.delete(Kinds.NODE, "there", DeleteOptions.NOW);
    simulator.runUntil(seconds(659));
    assertThat(cluster.get(Kinds.POD, "shop/web")).isNotNull();
    simulator.runUntil(seconds(660));

    assertThat(cluster.get(Kinds.POD, "shop/web")).isNull();
  }

  @Test
  void theSuccessorOfAPodThatTheCollectorStillSeesIsLeftAlone() {
    create("first", "there");
    create("web", "gone");
    simulator.run(seconds(59));
    cluster.setPodCallNanos(seconds(1), seconds(100));
    cluster.delete(Kinds.POD, "shop/first", DeleteOptions.NOW);
    cluster.delete(Kinds.POD, "shop/web", DeleteOptions.NOW);
    create("web", "there");
    simulator.run(seconds(120));

    Pod successor = cluster.get(Kinds.POD, "shop/web");
    assertThat(successor).isNotNull();
    assertThat(successor.status().phase()).isEqualTo("Pending");
  }
}
