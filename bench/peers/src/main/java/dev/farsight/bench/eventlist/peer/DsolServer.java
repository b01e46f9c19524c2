package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import dev.farsight.sim.stats.Tally;
import java.util.ArrayDeque;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.DevsSimulatorInterface;
import nl.tudelft.simulation.jstats.distributions.DistExponential;
import nl.tudelft.simulation.jstats.streams.MersenneTwister;

/**
 * The queue in DSOL's simulator, which runs it in a thread of its own: events are lambdas, random
 * numbers its Mersenne Twister's.
 */
final class DsolServer {

  private static final double LAST_TIME = 1e9;

  private final DevsSimulator<Double> simulator = new DevsSimulator<>("M/M/1");
  private final DistExponential interarrival;
  private final DistExponential service;
  private final ArrayDeque<Double> arrivalTimes = new ArrayDeque<>();
  private final Tally waits = new Tally();
  private int arrived;

  DsolServer(long seed) {
    interarrival =
        new DistExponential(
            new MersenneTwister(2 * seed + 1), 1 / SingleServerBenchmark.ARRIVAL_RATE);
    service =
        new DistExponential(
            new MersenneTwister(2 * seed + 2), 1 / SingleServerBenchmark.SERVICE_RATE);
  }

  private final class Model extends AbstractDsolModel<Double, DevsSimulatorInterface<Double>> {
    private static final long serialVersionUID = 1L;

    Model() {
      super(DsolServer.this.simulator);
    }

    @Override
    public void constructModel() {
      DsolServer.this.simulator.scheduleEventRel(interarrival.draw(), DsolServer.this::arrive);
    }
  }

  /** Serves all customers and returns their mean wait, in service times. */
  double run() {
    simulator.initialize(
        new Model(), new SingleReplication<>("all customers", 0.0, 0.0, LAST_TIME));
    simulator.start();
    while (!simulator.getEventList().isEmpty() || simulator.isStartingOrRunning()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (waits.count() != SingleServerBenchmark.CUSTOMERS) {
      throw new IllegalStateException(waits.count() + " customers were served");
    }
    return waits.mean();
  }

  private void arrive() {
    arrived++;
    if (arrived < SingleServerBenchmark.CUSTOMERS) {
      simulator.scheduleEventRel(interarrival.draw(), this::arrive);
    }
    arrivalTimes.addLast(simulator.getSimulatorTime());
    if (arrivalTimes.size() == 1) {
      start();
    }
  }

  private void start() {
    waits.add(simulator.getSimulatorTime() - arrivalTimes.getFirst());
    simulator.scheduleEventRel(service.draw(), this::depart);
  }

  private void depart() {
    arrivalTimes.removeFirst();
    if (!arrivalTimes.isEmpty()) {
      start();
    }
  }
}
