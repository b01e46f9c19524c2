package dev.farsight.sim.process.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.PodStatus;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.LoadCurve;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import dev.farsight.sim.spec.PodFilter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final String KEY = "shop/orders";

  private final Simulator simulator = new Simulator();
  private final Cluster cluster = new Cluster(simulator, 1, 0);

  private static LoadCurve constant(double perSecond) {
    return new LoadCurve.Points(
        List.of(new LoadCurve.Point(0, Math.round(perSecond * 1000))), false);
  }

  private Loads load(LoadForm form, long seconds) {
    return new Loads(
        simulator,
        cluster,
        List.of(new LoadSpec("shop", "orders", form)),
        new RandomStreams(7),
        seconds * SECOND);
  }

  private void ready(String name) {
    PodSpec spec = PodSpec.of(List.of());
    PodCondition condition = new PodCondition("Ready", "True", null, null, cluster.now());
    cluster.create(
        new Pod(
            ObjectMeta.named("shop", name),
            spec,
            new PodStatus(
                "Running", List.of(condition), null, null, null, null, List.of(), null, null)));
  }

  private long value() {
    return cluster.metricSources().read(KEY).milli();
  }

  @Test
  void stepsJumpAndRampsMoveEvenly() {
    List<LoadCurve.Point> points =
        List.of(new LoadCurve.Point(10 * SECOND, 1000), new LoadCurve.Point(20 * SECOND, 3000));
    assertThat(new LoadCurve.Points(points, false).milliAt(15 * SECOND)).isEqualTo(1000);
    assertThat(new LoadCurve.Points(points, true).milliAt(15 * SECOND)).isEqualTo(2000);
    assertThat(new LoadCurve.Points(points, true).milliAt(5 * SECOND)).isZero();
    assertThat(new LoadCurve.Points(points, true).milliAt(99 * SECOND)).isEqualTo(3000);
  }

  @Test
  void dayHasItsPeakWhereItIsSaidAndItsLowHalfADayLater() {
    LoadCurve day = new LoadCurve.Day(10_000, 200_000, 86_400 * SECOND, 14 * 3600 * SECOND);
    assertThat(day.milliAt(14 * 3600 * SECOND)).isEqualTo(200_000);
    assertThat(day.milliAt(2 * 3600 * SECOND)).isEqualTo(10_000);
    assertThat(day.milliAt(8 * 3600 * SECOND)).isEqualTo(105_000);
  }

  @Test
  void messagesWaitUntilAPodIsReady() {
    Loads loads =
        load(
            new LoadForm.Queue(
                constant(1), 1, true, Distribution.constant(SECOND / 2), PodFilter.ALL, 1, false),
            10);
    simulator.runUntil(10 * SECOND);
    assertThat(value()).isEqualTo(10_000);
    ready("worker");
    simulator.runUntil(16 * SECOND);
    MessageQueue queue = loads.queues().get(0);
    assertThat(queue.servedCount()).isEqualTo(10);
    assertThat(value()).isZero();
    assertThat(queue.waitsNanos()[0]).isEqualTo(9 * SECOND);
  }

  @Test
  void messageOfAPodThatIsGoneGoesBackToTheFront() {
    Loads loads =
        load(
            new LoadForm.Queue(
                constant(1), 1, true, Distribution.constant(60 * SECOND), PodFilter.ALL, 1, true),
            2);
    ready("worker");
    simulator.runUntil(3 * SECOND);
    assertThat(value()).isEqualTo(1_000);
    cluster.delete(Kinds.POD, "shop/worker", DeleteOptions.NOW);
    simulator.runUntil(4 * SECOND);
    assertThat(value()).isEqualTo(2_000);
    assertThat(loads.queues().get(0).servedCount()).isZero();
    assertThat(loads.queues().get(0).untouchedCount()).isEqualTo(1);
    ready("another");
    simulator.runUntil(5 * SECOND);
    assertThat(loads.queues().get(0).waitsNanos())
        .as("a message that was given back has waited once")
        .hasSize(1);
  }

  /** M/M/1 with utilisation 0.5: the mean wait is 0.5 / (1 - 0.5) service times (Erlang). */
  @Test
  void waitOfOneServerIsThatOfQueueingTheory() {
    Loads loads =
        load(
            new LoadForm.Queue(
                constant(0.5),
                1,
                false,
                new Distribution.Exponential(SECOND),
                PodFilter.ALL,
                1,
                false),
            200_000);
    ready("worker");
    simulator.runUntil(200_000 * SECOND);
    long[] waits = loads.queues().get(0).waitsNanos();
    assertThat(waits.length).isBetween(98_000, 102_000);
    assertThat(Arrays.stream(waits).average().orElse(0) / SECOND).isCloseTo(1.0, within(0.06));
  }

  @Test
  void burstsArriveTogetherAtTheSameMeanRate() {
    Loads loads =
        load(
            new LoadForm.Queue(
                constant(2),
                20,
                false,
                Distribution.constant(SECOND),
                PodFilter.ofNamespace("elsewhere"),
                1,
                false),
            20_000);
    simulator.runUntil(20_000 * SECOND);
    long arrived = loads.queues().get(0).arrivedCount();
    assertThat(arrived % 20).isZero();
    assertThat(arrived).isBetween(36_000L, 44_000L);
  }

  @Test
  void arrivalsFollowTheirCurve() {
    Loads loads =
        load(
            new LoadForm.Queue(
                new LoadCurve.Points(
                    List.of(
                        new LoadCurve.Point(0, 1_000), new LoadCurve.Point(5_000 * SECOND, 4_000)),
                    false),
                1,
                false,
                Distribution.constant(SECOND),
                PodFilter.ofNamespace("elsewhere"),
                1,
                false),
            10_000);
    simulator.runUntil(5_000 * SECOND);
    long early = loads.queues().get(0).arrivedCount();
    simulator.runUntil(10_000 * SECOND);
    long late = loads.queues().get(0).arrivedCount() - early;
    assertThat(early).isBetween(4_700L, 5_300L);
    assertThat(late).isBetween(19_300L, 20_700L);
  }
}
