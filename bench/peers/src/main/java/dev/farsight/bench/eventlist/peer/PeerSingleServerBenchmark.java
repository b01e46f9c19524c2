package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The queue of {@link SingleServerBenchmark} in the simulators of others, each in its usual way
 * with its own random numbers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerSingleServerBenchmark {

  private long seed;

  /** SSJ's simulator, random numbers and statistics. */
  @Benchmark
  public double ssj() {
    return SingleServerBenchmark.checked(new SsjServer(seed++).run());
  }

  /** DSOL's simulator and random numbers. */
  @Benchmark
  public double dsol() {
    return SingleServerBenchmark.checked(new DsolServer(seed++).run());
  }
}
