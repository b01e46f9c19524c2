package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.EngineLoopBenchmark;
import dev.farsight.bench.eventlist.Increments;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** The loop of {@link EngineLoopBenchmark} in the simulators of others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerEngineLoopBenchmark {

  /** Timers. */
  @Param({"100", "10000", "100000"})
  public int pending;

  private long[] table = new long[0];
  private long expected;

  /** Draws the increments and the answer. */
  @Setup
  public void prepare() {
    table = Increments.EXPONENTIAL.table();
    expected = EngineLoopBenchmark.lastInstant(table, pending);
  }

  /** SSJ's simulator. */
  @Benchmark
  @OperationsPerInvocation(EngineLoopBenchmark.EVENTS)
  public long ssj() {
    long answer = new SsjLoop(table).run(pending);
    if (answer != expected) {
      throw new IllegalStateException("SSJ ends at " + answer + ", not " + expected);
    }
    return answer;
  }

  /** Timers in SSJ's simulator; an event is scheduled anew by its own actions. */
  private static final class SsjLoop {
    private final Simulator simulator = new Simulator();
    private final long[] table;
    private int scheduled;

    SsjLoop(long[] table) {
      this.table = table;
    }

    private final class Timer extends Event {
      Timer() {
        super(simulator);
      }

      void plan() {
        schedule(table[scheduled++ & (Increments.TABLE_SIZE - 1)]);
      }

      @Override
      public void actions() {
        if (scheduled < EngineLoopBenchmark.EVENTS) {
          plan();
        }
      }
    }

    long run(int pending) {
      simulator.init();
      for (int i = 0; i < pending; i++) {
        new Timer().plan();
      }
      simulator.start();
      return (long) simulator.time();
    }
  }
}
