package dev.farsight.scenario.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.scenario.resolve.ScenarioResolver;
import dev.farsight.scenario.resolve.ScenarioSource;
import dev.farsight.sim.result.Durations;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import dev.farsight.sim.run.Simulation;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the pods that a ScaledObject asks for, in the bundled stories. */
class ScalingStoriesTest {

  private static RunResult play(String name, long seed) {
    Issues issues = new Issues();
    ScenarioSource source =
        Objects.requireNonNull(ScenarioSource.locate(name, InputStream.nullInputStream(), issues));
    ResolvedScenario scenario =
        Objects.requireNonNull(ScenarioResolver.resolve(source, List.of(), issues));
    return Simulation.run(scenario.spec(), seed);
  }

  private static Series series(RunResult run, String name) {
    return Objects.requireNonNull(run.series(name));
  }

  /** Returns the points of a series as {@code second:value}. */
  private static List<String> points(Series series) {
    List<String> points = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      points.add(series.timeNanos(i) / 1_000_000_000L + ":" + (int) series.value(i));
    }
    return points;
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void sizeIsThereLongBeforeThePodsAre(long seed) {
    RunResult run = play("scaling/zero-up-zero", seed);
    assertThat(points(series(run, Series.WANTED_REPLICAS)))
        .containsExactly("0:0", "90:1", "90:4", "105:8", "120:10", "870:0");
    assertThat(series(run, Series.READY_REPLICAS).at(120_000_000_000L)).isZero();
    Durations capacity = Objects.requireNonNull(run.durations(Durations.TIME_TO_CAPACITY));
    assertThat(capacity.count()).isEqualTo(1);
    assertThat(capacity.nanos(0) / 1e9).isBetween(90.0, 240.0);
    assertThat(series(run, Series.LOAD).max()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void quotaLeavesPodsPendingAndMessagesWaiting(long seed) {
    RunResult run = play("scaling/burst-meets-quota", seed);
    assertThat(series(run, Series.WANTED_REPLICAS).max()).isEqualTo(20);
    assertThat(series(run, Series.READY_REPLICAS).max()).isLessThan(7);
    assertThat(series(run, Series.PENDING_PODS).max()).isGreaterThan(10);
    assertThat(series(run, Series.QUOTA_HEADROOM_VCPU).min()).isLessThan(1);
    Durations waits = Objects.requireNonNull(run.durations(Durations.QUEUE_WAIT));
    assertThat(waits.count()).isBetween(2_000, 4_000);
    assertThat(waits.nanos(waits.count() - 1)).isLessThan(Durations.NEVER_NANOS);
    assertThat(waits.nanos(waits.count() / 2) / 1e9).isGreaterThan(60);
    assertThat(series(run, Series.QUEUE_LENGTH).last()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void launchRateSpreadsSixtyStarts(long seed) {
    RunResult run = play("scaling/burst-meets-launch-bucket", seed);
    long first = Long.MAX_VALUE;
    long last = 0;
    for (PodOutcome pod : run.pods()) {
      long bound = Objects.requireNonNull(pod.scheduledNanos());
      first = Math.min(first, bound);
      last = Math.max(last, bound);
    }
    assertThat(run.pods()).hasSize(60);
    assertThat((last - first) / 1e9).isGreaterThan(40);
    Series headroom = series(run, Series.LAUNCH_HEADROOM);
    Series waiting = series(run, Series.WAITING_LAUNCHES);
    assertThat(headroom.at(0)).isEqualTo(5);
    assertThat(headroom.min()).isZero();
    assertThat(headroom.last()).isEqualTo(5);
    assertThat(waiting.max()).isEqualTo(60 - 5);
    assertThat(waiting.last()).isZero();
    // While launches wait, each token is taken as soon as it is there.
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.value(i) > 0) {
        assertThat(headroom.at(waiting.timeNanos(i))).isZero();
      }
    }
    assertThat(series(run, Series.QUOTA_HEADROOM_VCPU).min()).isEqualTo(1000 - 60 * 0.25);
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void shortCooldownStartsNewPodsForEveryWave(long seed) {
    RunResult run = play("scaling/flapping", seed);
    assertThat(run.pods()).hasSize(6 * 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {42, 7, 2026})
  void nothingScalesWhileKedaIsStuck(long seed) {
    RunResult run = play("scaling/keda-stuck", seed);
    assertThat(run.stuckPods()).hasSize(3);
    assertThat(run.stuckPods()).allSatisfy(pod -> assertThat(pod.namespace()).isEqualTo("keda"));
    assertThat(series(run, Series.LOAD).last()).isEqualTo(50);
    assertThat(run.deployments())
        .filteredOn(deployment -> deployment.namespace().equals("shop"))
        .singleElement()
        .extracting(deployment -> deployment.desired())
        .isEqualTo(0L);
  }
}
