package dev.farsight.bench.run;

import dev.farsight.scenario.experiment.Experiment;
import dev.farsight.scenario.experiment.Progress;
import dev.farsight.scenario.resolve.ResolvedScenario;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An experiment of many replications of the KEDA story, with everything that {@code run} sums up.
 * The JVM starts cold and gets what the launcher gives it for ten thousand, so that the figure is
 * what a user waits.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
    value = 1,
    jvmArgs = {
      "-XX:+UseParallelGC",
      "-XX:MaxTenuringThreshold=0",
      "-XX:MaxNewSize=128m",
      "-XX:TieredStopAtLevel=1",
      "-XX:CompileThresholdScaling=0.3"
    })
public class ReplicationsBenchmark {

  /** Replications. */
  @Param({"1000", "10000"})
  public int replications;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** Runs the experiment. */
  @Benchmark
  public long experiment() {
    ExperimentResult result = run(replications, threads);
    long digest = 0;
    for (RunResult each : result.replications()) {
      digest = digest * 31 + each.digest();
    }
    if (result.replications().size() != replications || !result.failures().isEmpty()) {
      throw new IllegalStateException(result.replications().size() + " replications finished");
    }
    return digest;
  }

  /** Runs the story so often, on so many threads, and sums it up. */
  static ExperimentResult run(int replications, int threads) {
    ResolvedScenario story = BenchScenarios.bundled("keda/not-selected");
    ResolvedScenario scenario =
        new ResolvedScenario(
            story.name(),
            story.description(),
            story.hash(),
            story.kubernetesVersion(),
            story.spec(),
            replications,
            story.seed(),
            story.thresholds());
    return new Experiment(scenario, threads, Progress.NONE).run();
  }
}
