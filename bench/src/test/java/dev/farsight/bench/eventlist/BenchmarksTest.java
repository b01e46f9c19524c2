package dev.farsight.bench.eventlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** That the benchmarks run and would notice a wrong answer; no figure is taken here. */
final class BenchmarksTest {

  @ParameterizedTest
  @EnumSource(Increments.class)
  void allEventListsHoldInTheSameOrder(Increments increments) {
    long[] checksums = new long[3];
    String[] structures = {"radixWheel", "heap", "priorityQueue"};
    for (int i = 0; i < structures.length; i++) {
      HoldModel model = new HoldModel(PendingEvents.of(structures[i]), increments.table(), 5_000);
      checksums[i] = model.holdMany(30_000);
    }
    assertThat(checksums).containsOnly(checksums[0]);
  }

  @Test
  void anotherOrderChangesTheChecksum() {
    HoldModel one = new HoldModel(PendingEvents.of("heap"), Increments.TIES.table(), 5_000);
    HoldModel other = new HoldModel(PendingEvents.of("heap"), Increments.UNIFORM.table(), 5_000);
    assertThat(one.holdMany(1000)).isNotEqualTo(other.holdMany(1000));
    assertThatThrownBy(() -> PendingEvents.of("none")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Without forks nothing is measured, so that other runs of JMH need not be waited for. */
  @BeforeAll
  static void runBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyBenchmarkGivesTheRightAnswer() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.farsight\\.bench\\.eventlist\\..*")
                    .param("pending", "100")
                    .param("increments", "BIMODAL")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .shouldFailOnError(true)
                    .build())
            .run();
    assertThat(results).hasSize(3 + 2 + 2 + 12 + 2);
  }
}
