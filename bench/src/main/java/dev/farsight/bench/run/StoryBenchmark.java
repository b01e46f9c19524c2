package dev.farsight.bench.run;

import dev.farsight.scenario.diagnosis.Diagnoses;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.run.PreparedSpec;
import dev.farsight.sim.run.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One replication of a bundled story, from the spec to the causes of its stuck pods. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx1g", "-XX:+UseSerialGC"})
public class StoryBenchmark {

  private static final int SEEDS = 64;

  /** Name of the story. */
  @Param({"keda/not-selected", "keda/profile-then-restart", "coredns/eksctl-2025-07-06"})
  public String story;

  private final long[] digests = new long[SEEDS];
  private PreparedSpec spec = PreparedSpec.of(BenchScenarios.bundled("keda/not-selected").spec());
  private int next;

  /** Reads the story and runs it once with each seed. */
  @Setup
  public void prepare() {
    spec = PreparedSpec.of(BenchScenarios.bundled(story).spec());
    for (int i = 0; i < SEEDS; i++) {
      digests[i] = Simulation.run(spec.spec(), i).digest();
    }
  }

  /** One replication. */
  @Benchmark
  public RunResult replication() {
    int seed = next++ & (SEEDS - 1);
    RunResult result = Diagnoses.withCauses(Simulation.run(spec, seed));
    if (result.digest() != digests[seed]) {
      throw new IllegalStateException(story + " with seed " + seed + " ran otherwise");
    }
    return result;
  }
}
