package dev.farsight.bench.eventlist;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hold model: the first of n pending events is taken and scheduled anew. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class HoldBenchmark {

  static final int BATCH = 1000;

  /** Pending events. */
  @Param({"100", "1000", "10000", "100000", "1000000"})
  public int pending;

  /** How far ahead events are scheduled. */
  @Param({"EXPONENTIAL", "UNIFORM", "BIMODAL", "TIES"})
  public Increments increments;

  /** The event list. */
  @Param({"radixWheel", "heap", "priorityQueue"})
  public String structure;

  private HoldModel model;

  /** Proves the order against the plain heap, then fills the list as it is in the long run. */
  @Setup(Level.Trial)
  public void fill() {
    int proven = Math.min(pending, 50_000);
    HoldModel reference = new HoldModel(PendingEvents.of("heap"), increments.table(), proven);
    HoldModel measured = new HoldModel(PendingEvents.of(structure), increments.table(), proven);
    long expected = reference.holdMany(proven + 20_000);
    long actual = measured.holdMany(proven + 20_000);
    if (expected != actual) {
      throw new IllegalStateException(structure + " orders events otherwise than the plain heap");
    }
    model = new HoldModel(PendingEvents.of(structure), increments.table(), pending);
    model.holdMany(pending);
  }

  /** One hold. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long hold() {
    return model.holdMany(BATCH);
  }
}
