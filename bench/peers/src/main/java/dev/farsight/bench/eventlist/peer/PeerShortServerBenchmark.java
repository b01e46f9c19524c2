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
 * The queue of {@link SingleServerBenchmark} with {@value #CUSTOMERS} customers, for a simulator in
 * which a million would take half a minute.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerShortServerBenchmark {

  /** Customers of a run. */
  public static final int CUSTOMERS = 50_000;

  private int seed;

  /** kalasim's simulator, random numbers and statistics. */
  @Benchmark
  public double kalasim() {
    return SingleServerBenchmark.checked(new KalasimServer(seed++, CUSTOMERS).run(), CUSTOMERS);
  }
}
