package dev.farsight.bench.eventlist;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.stats.Tally;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** M/M/1 with load 0.8 and a million customers; the mean wait must be 4 (Erlang C). */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class SingleServerBenchmark {

  /** Customers of a run. */
  public static final int CUSTOMERS = 1_000_000;

  private static final long SECOND_NANOS = 1_000_000_000L;

  /**
   * How far the mean wait of a million customers may be from Erlang's, in service times: 4.5
   * standard errors, with the asymptotic variance rho (2 + 5 rho - 4 rho^2 + rho^3) / (1 - rho)^4
   * (Daley 1968).
   */
  private static final double TOLERANCE = 0.2;

  private long seed;

  /** Returns a mean wait, in service times; throws if it is not Erlang's. */
  public static double checked(double wait) {
    return checked(wait, CUSTOMERS);
  }

  /** Returns the mean wait of so many customers; the fewer they are, the farther it may be off. */
  public static double checked(double wait, int customers) {
    if (Math.abs(wait - 4) > TOLERANCE * Math.sqrt((double) CUSTOMERS / customers)) {
      throw new IllegalStateException("mean wait " + wait + " is not 4");
    }
    return wait;
  }

  /** Farsight's simulator, streams and statistics. */
  @Benchmark
  public double simulator() {
    return checked(new SimulatorServer(seed++).run());
  }

  /** The plainest loop over the heap of the Java library, with the same random numbers. */
  @Benchmark
  public double priorityQueue() {
    return checked(new LoopServer(seed++).run());
  }

  /** What both have in common: the server, its queue and its statistics. */
  public abstract static class Server {
    private final RandomStream arrivals;
    private final RandomStream services;
    private final Distribution interarrival = new Distribution.Exponential(SECOND_NANOS * 5 / 4);
    private final Distribution service = new Distribution.Exponential(SECOND_NANOS);
    private final ArrayDeque<Long> waitingSince = new ArrayDeque<>();
    private final Tally waits = new Tally();
    private final int customers;
    private boolean busy;
    private int arrived;

    /** Makes an idle server of a million customers. */
    protected Server(long seed) {
      this(seed, CUSTOMERS);
    }

    /** Makes an idle server of so many customers. */
    protected Server(long seed, int customers) {
      this.customers = customers;
      RandomStreams streams = new RandomStreams(seed);
      arrivals = streams.stream("arrivals");
      services = streams.stream("services");
    }

    /** Returns the present time in nanoseconds. */
    protected abstract long now();

    /** Plans the next arrival. */
    protected abstract void scheduleArrival(long delayNanos);

    /** Plans the end of a service. */
    protected abstract void scheduleDeparture(long delayNanos);

    /** Runs until nothing is planned. */
    protected abstract void runAll();

    /** Serves all customers and returns their mean wait, in service times. */
    public double run() {
      scheduleArrival(arrivals.nextNanos(0, interarrival));
      runAll();
      if (waits.count() != customers) {
        throw new IllegalStateException(waits.count() + " customers were served");
      }
      return waits.mean();
    }

    /** A customer comes. */
    protected void onArrival() {
      arrived++;
      if (busy) {
        waitingSince.add(now());
      } else {
        start(0);
      }
      if (arrived < customers) {
        scheduleArrival(arrivals.nextNanos(0, interarrival));
      }
    }

    /** A customer goes. */
    protected void onDeparture() {
      busy = false;
      Long since = waitingSince.poll();
      if (since != null) {
        start(now() - since);
      }
    }

    private void start(long waitNanos) {
      busy = true;
      waits.add(waitNanos / 1e9);
      scheduleDeparture(services.nextNanos(0, service));
    }
  }

  private static final class SimulatorServer extends Server {
    private static final Subject CUSTOMER = Subject.of("customer");
    private final Simulator sim =
        new Simulator(new RadixWheelEventQueue(), new RunLimits(1L << 40, 1L << 40));
    private final EventType<Subject> arrival =
        sim.declare("arrival", Priority.STATE, subject -> onArrival());
    private final EventType<Subject> departure =
        sim.declare("departure", Priority.STATE, subject -> onDeparture());

    SimulatorServer(long seed) {
      super(seed);
    }

    @Override
    protected long now() {
      return sim.now();
    }

    @Override
    protected void scheduleArrival(long delayNanos) {
      sim.schedule(delayNanos, arrival, CUSTOMER);
    }

    @Override
    protected void scheduleDeparture(long delayNanos) {
      sim.schedule(delayNanos, departure, CUSTOMER);
    }

    @Override
    protected void runAll() {
      sim.run();
    }
  }

  private static final class LoopServer extends Server {
    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long now;
    private long sequence;

    private record Event(long time, long sequence, boolean isArrival) implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
      }
    }

    LoopServer(long seed) {
      super(seed);
    }

    @Override
    protected long now() {
      return now;
    }

    @Override
    protected void scheduleArrival(long delayNanos) {
      queue.add(new Event(now + delayNanos, sequence++, true));
    }

    @Override
    protected void scheduleDeparture(long delayNanos) {
      queue.add(new Event(now + delayNanos, sequence++, false));
    }

    @Override
    protected void runAll() {
      Event event = queue.poll();
      while (event != null) {
        now = event.time;
        if (event.isArrival) {
          onArrival();
        } else {
          onDeparture();
        }
        event = queue.poll();
      }
    }
  }
}
