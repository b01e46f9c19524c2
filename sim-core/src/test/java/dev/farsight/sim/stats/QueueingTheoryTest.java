package dev.farsight.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import dev.farsight.sim.engine.RunLimits;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engine, random numbers and statistics together, against queues whose answer is known. */
final class QueueingTheoryTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Subject CUSTOMER = Subject.of("customer");

  /** A station of several servers and one queue, first come first served. */
  private static final class Station {
    private final Simulator sim =
        new Simulator(new RadixWheelEventQueue(), new RunLimits(1L << 40, 1L << 20));
    private final RandomStream arrivals;
    private final RandomStream services;
    private final Distribution interarrival;
    private final Distribution service;
    private final int servers;
    private final long warmUp;
    private final long customers;
    private final ArrayDeque<Long> waitingSince = new ArrayDeque<>();
    private final Tally waits = new Tally();
    private final EventType<Subject> arrival;
    private final EventType<Subject> departure;
    private TimeWeighted present = new TimeWeighted(0, 0);
    private int busy;
    private long arrived;
    private long started;

    Station(
        long seed, Distribution interarrival, Distribution service, int servers, long customers) {
      RandomStreams streams = new RandomStreams(seed);
      this.arrivals = streams.stream("arrivals");
      this.services = streams.stream("services");
      this.interarrival = interarrival;
      this.service = service;
      this.servers = servers;
      this.warmUp = customers / 10;
      this.customers = customers;
      this.arrival = sim.declare("arrival", Priority.STATE, this::onArrival);
      this.departure = sim.declare("departure", Priority.STATE, this::onDeparture);
    }

    Station run() {
      sim.schedule(arrivals.nextNanos(0, interarrival), arrival, CUSTOMER);
      sim.run();
      return this;
    }

    private void onArrival(Subject customer) {
      arrived++;
      if (arrived == warmUp) {
        present = new TimeWeighted(sim.now(), present.value());
      }
      present.add(sim.now(), 1);
      if (busy < servers) {
        start(0);
      } else {
        waitingSince.add(sim.now());
      }
      if (arrived < customers) {
        sim.schedule(arrivals.nextNanos(0, interarrival), arrival, customer);
      }
    }

    private void start(long waitNanos) {
      busy++;
      started++;
      if (started > warmUp) {
        waits.add(waitNanos / 1e9);
      }
      sim.schedule(services.nextNanos(0, service), departure, CUSTOMER);
    }

    private void onDeparture(Subject customer) {
      busy--;
      present.add(sim.now(), -1);
      Long since = waitingSince.poll();
      if (since != null) {
        start(sim.now() - since);
      }
    }
  }

  /** Mean wait in an M/M/c queue, by Erlang's C formula. */
  private static double erlangWait(double arrivalRate, double serviceRate, int servers) {
    double load = arrivalRate / serviceRate;
    double blocking = 1;
    for (int k = 1; k <= servers; k++) {
      blocking = load * blocking / (k + load * blocking);
    }
    double rho = load / servers;
    double waiting = blocking / (1 - rho * (1 - blocking));
    return waiting / (servers * serviceRate - arrivalRate);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5", "3, 0.7"})
  void intervalsOfTheMeanWaitCoverErlangsAnswer(int servers, double load) {
    double expected = erlangWait(load * servers, 1, servers);
    Distribution service = new Distribution.Exponential(SECOND);
    Distribution interarrival = new Distribution.Exponential((long) (SECOND / (load * servers)));
    int covered = 0;
    Tally all = new Tally();
    for (int experiment = 0; experiment < 100; experiment++) {
      Tally means = new Tally();
      for (int replication = 0; replication < 10; replication++) {
        long seed = 1_000L * experiment + replication;
        means.add(new Station(seed, interarrival, service, servers, 3000).run().waits.mean());
      }
      covered += means.meanInterval(0.95).contains(expected) ? 1 : 0;
      all.add(means.mean());
    }
    assertThat(covered).as("of 100 intervals of 95 %%").isBetween(87, 100);
    assertThat(all.mean()).isCloseTo(expected, within(0.02 * expected));
  }

  @Test
  void deterministicServiceHalvesTheWait() {
    // Pollaczek-Khinchine: W = lambda E[S^2] / (2 (1 - rho)); M/D/1 with rho = 0.6.
    Station station =
        new Station(
                5,
                new Distribution.Exponential((long) (SECOND / 0.6)),
                Distribution.constant(SECOND),
                1,
                200_000)
            .run();
    assertThat(station.waits.mean()).isCloseTo(0.6 / (2 * 0.4), within(0.03));
  }

  @Test
  void generalServiceFollowsPollaczekKhinchine() {
    // Gamma with shape 0.5 and mean 1: E[S^2] = 3.
    Station station =
        new Station(
                6,
                new Distribution.Exponential(2 * SECOND),
                new Distribution.Gamma(0.5, 2 * SECOND),
                1,
                200_000)
            .run();
    assertThat(station.waits.mean()).isCloseTo(0.5 * 3 / (2 * 0.5), within(0.1));
  }

  @Test
  void manyServersHoldPoissonManyCustomers() {
    // M/G/infinity: the mean number present is the load, whatever the service distribution.
    Station station =
        new Station(
                7,
                new Distribution.Exponential(SECOND / 20),
                new Distribution.Lognormal(SECOND, 0.5),
                Integer.MAX_VALUE,
                200_000)
            .run();
    double load = 20 * new Distribution.Lognormal(SECOND, 0.5).expectedNanos() / 1e9;
    assertThat(station.present.mean(station.sim.now())).isCloseTo(load, within(0.02 * load));
    assertThat(station.waits.max()).isZero();
  }

  @Test
  @Tag("determinism")
  void equalSeedsGiveEqualRuns() {
    Distribution second = new Distribution.Exponential(SECOND);
    Station one = new Station(9, second, second, 2, 5000).run();
    Station two = new Station(9, second, second, 2, 5000).run();
    Station three = new Station(10, second, second, 2, 5000).run();
    assertThat(one.sim.digest()).isEqualTo(two.sim.digest()).isNotEqualTo(three.sim.digest());
    assertThat(one.waits.mean()).isEqualTo(two.waits.mean());
  }
}
