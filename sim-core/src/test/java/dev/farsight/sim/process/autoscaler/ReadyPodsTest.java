package dev.farsight.sim.process.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The count that is kept agrees with a look at all pods. */
class ReadyPodsTest {

  private static final List<LabelSelector> SELECTORS =
      List.of(
          LabelSelector.ofLabels(Map.of("app", "a")),
          LabelSelector.ofLabels(Map.of("app", "b")),
          LabelSelector.ofLabels(Map.of()));

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);
  private final ReadyPods counts = new ReadyPods(cluster);

  private static Pod pod(int number, String app) {
    return new Pod(
        ObjectMeta.named("shop", "p" + number).withLabels(Map.of("app", app)),
        PodSpec.of(List.of()),
        PodStatus.PENDING);
  }

  private static Pod ready(Pod pod, boolean ready) {
    PodCondition condition = new PodCondition("Ready", ready ? "True" : "False", null, null, null);
    return pod.withStatus(pod.status().withConditions(List.of(condition)));
  }

  private int plain(LabelSelector selector) {
    int ready = 0;
    for (Pod pod : cluster.store(Kinds.POD).listNamespace("shop")) {
      boolean isReady =
          pod.status().conditions().stream()
              .anyMatch(c -> c.type().equals("Ready") && c.status().equals("True"));
      ready += isReady && selector.matches(pod.metadata().labels()) ? 1 : 0;
    }
    return ready;
  }

  @Test
  void countsFollowEveryChange() {
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      int number = random.nextInt(20);
      String key = "shop/p" + number;
      boolean exists = cluster.get(Kinds.POD, key) != null;
      if (!exists) {
        cluster.create(pod(number, number % 2 == 0 ? "a" : "b"));
      } else if (random.nextInt(5) == 0) {
        cluster.delete(Kinds.POD, key, DeleteOptions.NOW);
      } else {
        boolean isReady = random.nextBoolean();
        cluster.modify(Kinds.POD, key, pod -> ready(pod, isReady));
      }
      if (i % 3 == 0) {
        simulator.runUntil(i);
        for (LabelSelector selector : i < 300 ? SELECTORS.subList(0, 1) : SELECTORS) {
          assertThat(counts.of("shop", selector)).isEqualTo(plain(selector));
        }
      }
    }
  }
}
