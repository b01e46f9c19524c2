package dev.farsight.bench.eventlist;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole engine: n timers that reschedule themselves, a million calls of their handlers in a fresh
 * engine. Handles, digest, limits and quiescence are all at work.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class EngineLoopBenchmark {

  /** Handlers called. */
  public static final int EVENTS = 1_000_000;

  /** Timers. */
  @Param({"100", "10000", "100000"})
  public int pending;

  private long[] table = new long[0];
  private long expected;

  /** Draws the increments and the answer. */
  @Setup
  public void prepare() {
    table = Increments.EXPONENTIAL.table();
    expected = lastInstant(table, pending);
  }

  /** Returns when the last event happens, in nanoseconds; every loop has to say so. */
  public static long lastInstant(long[] table, int pending) {
    return new QueueLoop().run(table, pending);
  }

  private long checked(long answer) {
    if (answer != expected) {
      throw new IllegalStateException("the loops differ: " + answer + ", not " + expected);
    }
    return answer;
  }

  /** Farsight's simulator. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long simulator() {
    return checked(new SimulatorLoop().run(table, pending));
  }

  /** A loop over the heap of the Java library, one new event object each. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long priorityQueue() {
    return checked(new QueueLoop().run(table, pending));
  }

  /** Timers in Farsight's simulator. */
  private static final class SimulatorLoop {
    private final Simulator sim =
        new Simulator(new RadixWheelEventQueue(), new RunLimits(1L << 40, 1L << 40));
    private final EventType<Subject> tick = sim.declare("tick", Priority.STATE, this::onTick);
    private long[] table = new long[0];
    private int next;
    private int scheduled;

    long run(long[] increments, int pending) {
      table = increments;
      for (int i = 0; i < pending; i++) {
        schedule(Subject.of("timer"));
      }
      sim.run();
      if (sim.executedEventCount() != EVENTS) {
        throw new IllegalStateException(sim + " should have executed " + EVENTS + " events");
      }
      return sim.now();
    }

    private void onTick(Subject timer) {
      if (scheduled < EVENTS) {
        schedule(timer);
      }
    }

    private void schedule(Subject timer) {
      scheduled++;
      sim.schedule(table[next++ & (Increments.TABLE_SIZE - 1)], tick, timer);
    }
  }

  /** Timers in the plainest loop there is. */
  private static final class QueueLoop {
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long[] table = new long[0];
    private long now;
    private long sequence;
    private int next;
    private int scheduled;

    private record Event(long time, long sequence, Runnable handler) implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
      }
    }

    long run(long[] increments, int pending) {
      table = increments;
      Runnable tick =
          new Runnable() {
            @Override
            public void run() {
              if (scheduled < EVENTS) {
                schedule(this);
              }
            }
          };
      for (int i = 0; i < pending; i++) {
        schedule(tick);
      }
      Event event = queue.poll();
      while (event != null) {
        now = event.time;
        event.handler.run();
        event = queue.poll();
      }
      return now;
    }

    private void schedule(Runnable handler) {
      scheduled++;
      long time = now + table[next++ & (Increments.TABLE_SIZE - 1)];
      queue.add(new Event(time, sequence++, handler));
    }
  }
}
