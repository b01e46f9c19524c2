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

/** Timer reset: an event runs and is scheduled anew, and so is another one that is cancelled. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class TimerResetBenchmark {

  /** Events of a batch, on average. */
  public static final int BATCH = 200;

  /** Timers. */
  @Param({"1000", "10000", "100000"})
  public int pending;

  private Timers simulator = new SimulatorTimers();
  private Timers objects = new ObjectTimers();

  /** Proves that both do the same, then fills them. */
  @Setup
  public void fill() {
    long[] table = Increments.EXPONENTIAL.table();
    compareWithObjects(new SimulatorTimers());
    simulator = new SimulatorTimers();
    simulator.start(table, pending);
    objects = new ObjectTimers();
    objects.start(table, pending);
  }

  /** Throws if timers do not what the plainest ones do. */
  public static void compareWithObjects(Timers first) {
    long[] table = Increments.EXPONENTIAL.table();
    Timers second = new ObjectTimers();
    first.start(table, 1000);
    second.start(table, 1000);
    for (int i = 0; i < 20; i++) {
      if (first.runOn() != second.runOn()) {
        throw new IllegalStateException(first.getClass() + " and the priority queue differ");
      }
    }
    if (first.executed < 3000) {
      throw new IllegalStateException("only " + first.executed + " timers expired");
    }
  }

  /** Farsight's simulator. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long simulator() {
    return simulator.runOn();
  }

  /** The heap of the Java library, which searches for what is removed. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long priorityQueue() {
    return objects.runOn();
  }

  /** Timers, one event each. */
  public abstract static class Timers {
    private long[] table = new long[0];
    private int next;
    private long random = 1;
    private int count;
    private long clockNanos;
    private long executed;

    /** Makes no timer yet. */
    protected Timers() {}

    /** Executes as many events as a batch has on average, and returns a checksum. */
    public final long runOn() {
      clockNanos += 1_000_000_000L * BATCH / count;
      runUntil(clockNanos);
      return random + executed;
    }

    /** Starts timers with increments from a table. */
    public final void start(long[] increments, int timerCount) {
      table = increments;
      count = timerCount;
      startAll(timerCount);
    }

    /** Counts an event and returns which other timer is to be reset. */
    protected final int expired() {
      executed++;
      random = random * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
      return (int) Math.multiplyHigh(random >>> 1, (long) count << 1);
    }

    /** Returns how far ahead the next event is, in nanoseconds. */
    protected final long increment() {
      return table[next++ & (Increments.TABLE_SIZE - 1)];
    }

    /** Schedules every timer, in order. */
    protected abstract void startAll(int timerCount);

    /** Executes all events up to an instant. */
    protected abstract void runUntil(long untilNanos);
  }

  /** A timer's number as the subject of its events. */
  private record Timer(int index) implements Subject {
    @Override
    public long subjectId() {
      return index;
    }

    @Override
    public String subjectName() {
      return "timer/" + index;
    }
  }

  private static final class SimulatorTimers extends Timers {
    private final Simulator sim =
        new Simulator(new RadixWheelEventQueue(), new RunLimits(1L << 40, 1L << 40));
    private final EventType<Timer> expired =
        sim.declare("expired", Priority.STATE, this::onExpired);
    private Timer[] timers = new Timer[0];
    private long[] handles = new long[0];

    @Override
    protected void startAll(int timerCount) {
      timers = new Timer[timerCount];
      handles = new long[timerCount];
      for (int i = 0; i < timerCount; i++) {
        timers[i] = new Timer(i);
        handles[i] = sim.schedule(increment(), expired, timers[i]);
      }
    }

    private void onExpired(Timer timer) {
      handles[timer.index()] = sim.schedule(increment(), expired, timer);
      int other = expired();
      sim.cancel(handles[other]);
      handles[other] = sim.schedule(increment(), expired, timers[other]);
    }

    @Override
    protected void runUntil(long untilNanos) {
      sim.runUntil(untilNanos);
    }
  }

  private static final class ObjectTimers extends Timers {
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private Entry[] entries = new Entry[0];
    private long sequence;
    private long now;

    private static final class Entry implements Comparable<Entry> {
      private long time;
      private long sequence;

      @Override
      public int compareTo(Entry other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
      }
    }

    @Override
    protected void startAll(int timerCount) {
      entries = new Entry[timerCount];
      for (int i = 0; i < timerCount; i++) {
        entries[i] = new Entry();
        schedule(entries[i]);
      }
    }

    private void schedule(Entry entry) {
      entry.time = now + increment();
      entry.sequence = sequence++;
      queue.add(entry);
    }

    @Override
    protected void runUntil(long untilNanos) {
      while (!queue.isEmpty() && queue.element().time <= untilNanos) {
        Entry entry = queue.remove();
        now = entry.time;
        schedule(entry);
        Entry other = entries[expired()];
        queue.remove(other);
        schedule(other);
      }
    }
  }
}
