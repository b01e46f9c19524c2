package dev.farsight.bench.eventlist.peer.gpl;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import java.util.concurrent.TimeUnit;
import org.cloudsimplus.core.CloudSimEntity;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.core.events.SimEvent;
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

  private long seed;

  /** CloudSim Plus, with the same random numbers and statistics as the others. */
  @Benchmark
  public double cloudSimPlus() {
    return SingleServerBenchmark.checked(new EntityServer(seed++).run());
  }

  private static final class EntityServer extends SingleServerBenchmark.Server {
    // Events of CloudSim Plus itself have smaller tags.
    private static final int ARRIVAL = 1_000_001;
    private static final int DEPARTURE = 1_000_002;

    /** Its unit of time is a nanosecond here. */
    private final CloudSimPlus simulation = new CloudSimPlus(1);

    private final Station station = new Station();
    private long firstNanos;

    EntityServer(long seed) {
      super(seed);
    }

    private final class Station extends CloudSimEntity {
      Station() {
        super(simulation);
      }

      @Override
      protected void startInternal() {
        schedule(firstNanos, ARRIVAL);
      }

      @Override
      public void processEvent(SimEvent event) {
        if (event.getTag() == ARRIVAL) {
          onArrival();
        } else if (event.getTag() == DEPARTURE) {
          onDeparture();
        }
      }
    }

    @Override
    protected long now() {
      return (long) simulation.clock();
    }

    @Override
    protected void scheduleArrival(long delayNanos) {
      if (station.isStarted()) {
        station.schedule(delayNanos, ARRIVAL);
      } else {
        firstNanos = delayNanos;
      }
    }

    @Override
    protected void scheduleDeparture(long delayNanos) {
      station.schedule(delayNanos, DEPARTURE);
    }

    @Override
    protected void runAll() {
      simulation.start();
    }
  }
}
