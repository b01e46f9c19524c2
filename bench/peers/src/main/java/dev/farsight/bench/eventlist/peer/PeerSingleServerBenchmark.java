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
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** The queue of {@link SingleServerBenchmark} in the simulators of others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerSingleServerBenchmark {

  private long seed;

  /** SSJ's simulator, with the same random numbers and statistics as the others. */
  @Benchmark
  public double ssj() {
    return SingleServerBenchmark.checked(new SsjServer(seed++).run());
  }

  /** DSOL's simulator, likewise. */
  @Benchmark
  public double dsol() {
    return SingleServerBenchmark.checked(new DsolServer(seed++).run());
  }

  private static final class SsjServer extends SingleServerBenchmark.Server {
    private final Simulator simulator = new Simulator();
    private final Event arrival = new Call(simulator, this::onArrival);
    private final Event departure = new Call(simulator, this::onDeparture);

    SsjServer(long seed) {
      super(seed);
      simulator.init();
    }

    @Override
    protected long now() {
      return (long) simulator.time();
    }

    @Override
    protected void scheduleArrival(long delayNanos) {
      arrival.schedule(delayNanos);
    }

    @Override
    protected void scheduleDeparture(long delayNanos) {
      departure.schedule(delayNanos);
    }

    @Override
    protected void runAll() {
      simulator.start();
    }
  }

  /** An event that calls something. */
  private static final class Call extends Event {
    private final Runnable handler;

    Call(Simulator simulator, Runnable handler) {
      super(simulator);
      this.handler = handler;
    }

    @Override
    public void actions() {
      handler.run();
    }
  }
}
