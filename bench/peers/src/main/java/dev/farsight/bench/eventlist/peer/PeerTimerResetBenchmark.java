package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.Increments;
import dev.farsight.bench.eventlist.TimerResetBenchmark;
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

/** The timers of {@link TimerResetBenchmark} in the simulators of others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerTimerResetBenchmark {

  /** Timers. */
  @Param({"1000", "10000", "100000"})
  public int pending;

  private SsjTimers ssj = new SsjTimers();

  /** Proves that they do what the plainest timers do, then fills them. */
  @Setup
  public void fill() {
    TimerResetBenchmark.compareWithObjects(new SsjTimers());
    ssj = new SsjTimers();
    ssj.start(Increments.EXPONENTIAL.table(), pending);
  }

  /** SSJ's simulator. */
  @Benchmark
  @OperationsPerInvocation(TimerResetBenchmark.BATCH)
  public long ssj() {
    return ssj.runOn();
  }

  private static final class SsjTimers extends TimerResetBenchmark.Timers {
    private final Simulator simulator = new Simulator();
    private Event[] timers = new Event[0];

    SsjTimers() {
      simulator.init();
    }

    private final class Timer extends Event {
      Timer() {
        super(simulator);
      }

      @Override
      public void actions() {
        schedule(increment());
        Event other = timers[expired()];
        other.cancel();
        other.schedule(increment());
      }
    }

    private final class Stop extends Event {
      Stop() {
        super(simulator);
      }

      @Override
      public void actions() {
        simulator.stop();
      }
    }

    @Override
    protected void startAll(int timerCount) {
      timers = new Event[timerCount];
      for (int i = 0; i < timerCount; i++) {
        timers[i] = new Timer();
        timers[i].schedule(increment());
      }
    }

    /** Stops half a nanosecond after the instant, so that its events are executed. */
    @Override
    protected void runUntil(long untilNanos) {
      new Stop().schedule(untilNanos + 0.5 - simulator.time());
      simulator.start();
    }
  }
}
