package dev.farsight.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.cycle.SchedulingAlgorithm;
import dev.farsight.sim.process.scheduler.cycle.SchedulingProfile;
import dev.farsight.sim.process.scheduler.cycle.TieBreak;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That asking once for all nodes that are alike pays, and decides the same. */
class PlacementTest {

  private static final int NODES = 1_000;
  private static final int PODS = 250;
  private static final int ROUNDS = 3;

  /** Places pods one after the other and returns a checksum of their nodes. */
  private static long place(SyntheticCluster synthetic, boolean everyNode) {
    ClusterSnapshot cluster = new ClusterSnapshot();
    SchedulingAlgorithm algorithm =
        SchedulingProfile.defaultOf(KubernetesVersion.ofMinor(36), 0)
            .on(cluster, TieBreak.FIRST, count -> 0);
    if (everyNode) {
      algorithm.askAboutEveryNode();
    }
    synthetic.nodes(NODES).forEach(cluster::setNode);
    long checksum = 0;
    List<Pod> pods = synthetic.pods(PODS);
    for (Pod pod : pods) {
      String node = String.valueOf(algorithm.schedule(pod).node());
      cluster.addPod(pod.withSpec(pod.spec().withNodeName(node)));
      checksum = checksum * 31 + node.hashCode();
    }
    return checksum;
  }

  @ParameterizedTest
  @EnumSource(SyntheticCluster.Template.class)
  void placingByClassesTakesLessThanAskingAboutEveryNode(SyntheticCluster.Template template) {
    SyntheticCluster synthetic = new SyntheticCluster(template);
    long fastNanos = Long.MAX_VALUE;
    long plainNanos = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      long expected = place(synthetic, true);
      long middle = System.nanoTime();
      assertThat(place(synthetic, false)).isEqualTo(expected);
      fastNanos = Math.min(fastNanos, System.nanoTime() - middle);
      plainNanos = Math.min(plainNanos, middle - begin);
    }
    assertThat((double) fastNanos / plainNanos).isLessThan(1);
  }
}
