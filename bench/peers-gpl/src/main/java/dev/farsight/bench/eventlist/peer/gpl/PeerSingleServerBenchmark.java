package dev.farsight.bench.eventlist.peer.gpl;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import dev.farsight.sim.stats.Tally;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.events.SimEvent;
import org.cloudsimplus.distributions.ContinuousDistribution;
import org.cloudsimplus.distributions.ExponentialDistr;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The queue of {@link SingleServerBenchmark} as an entity of CloudSim Plus. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx3g", "-XX:+UseG1GC"})
public class PeerSingleServerBenchmark {

  /** Shortest time between two events that CloudSim Plus tells apart, in service times. */
  private static final double SHORTEST_TIME = 1e-9;

  private long seed;

  /** CloudSim Plus and its random numbers. */
  @Benchmark
  public double cloudSimPlus() {
    return SingleServerBenchmark.checked(new EntityServer(seed++).run());
  }

  private static final class EntityServer {
    // Events of CloudSim Plus itself have smaller tags.
    private static final int ARRIVAL = 1_000_001;
    private static final int DEPARTURE = 1_000_002;

    private final CloudSimPlus simulation = new CloudSimPlus(SHORTEST_TIME);
    private final ContinuousDistribution interarrival;
    private final ContinuousDistribution service;
    private final ArrayDeque<Double> arrivalTimes = new ArrayDeque<>();
    private final Tally waits = new Tally();
    private int arrived;

    EntityServer(long seed) {
      interarrival = new ExponentialDistr(1 / SingleServerBenchmark.ARRIVAL_RATE, 2 * seed + 1);
      service = new ExponentialDistr(1 / SingleServerBenchmark.SERVICE_RATE, 2 * seed + 2);
    }

    private final class Station extends CloudSimEntity {
      Station() {
        super(simulation);
      }

      @Override
      protected void startInternal() {
        schedule(interarrival.sample(), ARRIVAL);
      }

      @Override
      public void processEvent(SimEvent event) {
        if (event.getTag() == ARRIVAL) {
          arrive();
        } else if (event.getTag() == DEPARTURE) {
          depart();
        }
      }

      private void arrive() {
        arrived++;
        if (arrived < SingleServerBenchmark.CUSTOMERS) {
          schedule(interarrival.sample(), ARRIVAL);
        }
        arrivalTimes.addLast(simulation.clock());
        if (arrivalTimes.size() == 1) {
          startService();
        }
      }

      private void startService() {
        waits.add(simulation.clock() - arrivalTimes.getFirst());
        schedule(service.sample(), DEPARTURE);
      }

      private void depart() {
        arrivalTimes.removeFirst();
        if (!arrivalTimes.isEmpty()) {
          startService();
        }
      }
    }

    /** Serves all customers and returns their mean wait, in service times. */
    double run() {
      new Station();
      simulation.start();
      if (waits.count() != SingleServerBenchmark.CUSTOMERS) {
        throw new IllegalStateException(waits.count() + " customers were served");
      }
      return waits.mean();
    }
  }
}
