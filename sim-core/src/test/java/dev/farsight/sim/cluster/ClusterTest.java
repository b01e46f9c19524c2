package dev.farsight.sim.cluster;

import static dev.farsight.sim.time.SimTime.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimitExceededException;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Namespace;
import dev.farsight.sim.kube.NamespaceStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTest {

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  private static Pod pod(String name) {
    return new Pod(
        ObjectMeta.named("shop", name),
        PodSpec.of(List.of(Container.of("c", "nginx:1"))),
        PodStatus.PENDING);
  }

  @Test
  void generatedNamesNeverMeetAName() {
    // 14 of 20,000 names of 5 letters of 27 are expected to collide
    for (int i = 0; i < 20_000; i++) {
      cluster.create(
          new Namespace(
              ObjectMeta.named("", "").withGenerateName("n-"), new NamespaceStatus("Active")));
    }
    assertThat(cluster.store(Kinds.NAMESPACE).size()).isEqualTo(20_000);
  }

  @Test
  void aGivenNameThatIsTakenIsRefused() {
    cluster.create(pod("web"));
    assertThatThrownBy(() -> cluster.create(pod("web")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void theSuccessorOfAPodIsToldAfterThePodsEnd() {
    List<String> told = new ArrayList<>();
    cluster.watch(
        Kinds.POD,
        event -> {
          if (event.object().name().equals("p4")) {
            told.add(event.type() + " " + event.object().metadata().uid());
          }
        });
    String first = "";
    for (int i = 0; i < 5; i++) {
      first = cluster.create(pod("p" + i)).metadata().uid();
    }
    simulator.run(seconds(1));
    cluster.setPodCallNanos(seconds(1), seconds(100));
    for (int i = 0; i < 5; i++) {
      cluster.delete(Kinds.POD, "shop/p" + i, DeleteOptions.BACKGROUND);
    }
    String second = cluster.create(pod("p4")).metadata().uid();
    simulator.run(seconds(1_000));

    assertThat(told).containsExactly("ADDED " + first, "DELETED " + first, "ADDED " + second);
  }

  @Test
  void podThatWouldBeTooMuchEndsTheRunAndNamesItsOwner() {
    RunLimits twoPods = new RunLimits(1000, 1000, 1000, 2);
    Cluster small = new Cluster(new Simulator(new RadixWheelEventQueue(), twoPods), 1, 0);
    small.create(pod("a"));
    small.create(pod("b"));
    assertThatThrownBy(() -> small.create(pod("c")))
        .isInstanceOf(RunLimitExceededException.class)
        .hasMessageContaining("more than 2 pods at a time")
        .hasMessageContaining("Pod shop/c");
  }
}
