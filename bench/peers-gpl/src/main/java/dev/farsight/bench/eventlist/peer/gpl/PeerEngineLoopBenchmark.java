package dev.farsight.bench.eventlist.peer.gpl;

import dev.farsight.bench.eventlist.EngineLoopBenchmark;
import dev.farsight.bench.eventlist.Increments;
import java.util.concurrent.TimeUnit;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.events.SimEvent;
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

/** The loop of {@link EngineLoopBenchmark} in CloudSim Plus. */
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

  /** CloudSim Plus: one entity that sends events to itself. */
  @Benchmark
  @OperationsPerInvocation(EngineLoopBenchmark.EVENTS)
  public long cloudSimPlus() {
    long answer = new EntityLoop(table, pending).run();
    if (answer != expected) {
      throw new IllegalStateException("CloudSim Plus ends at " + answer + ", not " + expected);
    }
    return answer;
  }

  private static final class EntityLoop {
    private static final int TIMER = 1_000_001;

    /** Its unit of time is a nanosecond here. */
    private final CloudSimPlus simulation = new CloudSimPlus(1);

    private final long[] table;
    private final int pending;
    private int scheduled;
    private long lastNanos;

    EntityLoop(long[] table, int pending) {
      this.table = table;
      this.pending = pending;
    }

    private final class Timers extends CloudSimEntity {
      Timers() {
        super(simulation);
      }

      private void plan() {
        schedule(table[scheduled++ & (Increments.TABLE_SIZE - 1)], TIMER);
      }

      @Override
      protected void startInternal() {
        for (int i = 0; i < pending; i++) {
          plan();
        }
      }

      @Override
      public void processEvent(SimEvent event) {
        if (event.getTag() == TIMER) {
          lastNanos = (long) simulation.clock();
          if (scheduled < EngineLoopBenchmark.EVENTS) {
            plan();
          }
        }
      }
    }

    long run() {
      new Timers();
      simulation.start();
      return lastNanos;
    }
  }
}
