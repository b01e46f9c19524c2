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

  /** Customers that come in a second, on average. */
  public static final double ARRIVAL_RATE = 0.8;

  /** Customers that can be served in a second, on average. */
  public static final double SERVICE_RATE = 1;

  private static final double SECOND_NANOS = 1e9;

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

  private static long meanNanos(double rate) {
    return Math.round(SECOND_NANOS / rate);
  }

  /** What both have in common: the server, its queue and its statistics. */
  private abstract static class Server {
    private final RandomStream arrivals;
    private final RandomStream services;
    private final Distribution interarrival = new Distribution.Exponential(meanNanos(ARRIVAL_RATE));
    private final Distribution service = new Distribution.Exponential(meanNanos(SERVICE_RATE));
    private final ArrayDeque<Long> waitingSince = new ArrayDeque<>();
    private final Tally waits = new Tally();
    private boolean busy;
    private int arrived;

    Server(long seed) {
      RandomStreams streams = new RandomStreams(seed);
      arrivals = streams.stream("arrivals");
      services = streams.stream("services");
    }

    /** Returns the present time in nanoseconds. */
    abstract long now();

    /** Plans the next arrival. */
    abstract void scheduleArrival(long delayNanos);

    /** Plans the end of a service. */
    abstract void scheduleDeparture(long delayNanos);

    /** Runs until nothing is planned. */
    abstract void runAll();

    /** Serves all customers and returns their mean wait, in service times. */
    double run() {
      scheduleArrival(arrivals.nextNanos(0, interarrival));
      runAll();
      if (waits.count() != CUSTOMERS) {
        throw new IllegalStateException(waits.count() + " customers were served");
      }
      return waits.mean();
    }

    /** A customer comes. */
    void onArrival() {
      arrived++;
      if (busy) {
        waitingSince.add(now());
      } else {
        start(0);
      }
      if (arrived < CUSTOMERS) {
        scheduleArrival(arrivals.nextNanos(0, interarrival));
      }
    }

    /** A customer goes. */
    void onDeparture() {
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
    long now() {
      return sim.now();
    }

    @Override
    void scheduleArrival(long delayNanos) {
      sim.schedule(delayNanos, arrival, CUSTOMER);
    }

    @Override
    void scheduleDeparture(long delayNanos) {
      sim.schedule(delayNanos, departure, CUSTOMER);
    }

    @Override
    void runAll() {
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
    long now() {
      return now;
    }

    @Override
    void scheduleArrival(long delayNanos) {
      queue.add(new Event(now + delayNanos, sequence++, true));
    }

    @Override
    void scheduleDeparture(long delayNanos) {
      queue.add(new Event(now + delayNanos, sequence++, false));
    }

    @Override
    void runAll() {
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
