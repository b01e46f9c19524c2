package dev.farsight.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the benchmarks of whole runs run, and find their own answers right. */
class RunsTest {

  @Test
  void replicationOfAStoryIsChecked() {
    StoryBenchmark benchmark = new StoryBenchmark();
    benchmark.story = "keda/not-selected";
    benchmark.prepare();
    assertThat(benchmark.replication().pods()).isNotEmpty();
  }

  @Test
  void experimentGivesTheSameWithAnyNumberOfThreads() {
    ReplicationsBenchmark benchmark = new ReplicationsBenchmark();
    benchmark.replications = 20;
    benchmark.threads = 1;
    long digest = benchmark.experiment();
    benchmark.threads = 2;
    assertThat(benchmark.experiment()).isEqualTo(digest);
  }

  @Test
  void aReplicationKeepsItsResultAndLittleElse() {
    assertThat(KeptMemory.bytesPerReplication(100)).isBetween(1_000.0, 64_000.0);
  }
}
