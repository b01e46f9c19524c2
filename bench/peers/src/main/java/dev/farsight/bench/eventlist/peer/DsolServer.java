package dev.farsight.bench.eventlist.peer;

import dev.farsight.bench.eventlist.SingleServerBenchmark;
import nl.tudelft.simulation.dsol.experiment.SingleReplication;
import nl.tudelft.simulation.dsol.model.AbstractDsolModel;
import nl.tudelft.simulation.dsol.simulators.DevsSimulator;
import nl.tudelft.simulation.dsol.simulators.DevsSimulatorInterface;

/** The queue in DSOL's simulator, which runs it in a thread of its own. */
final class DsolServer extends SingleServerBenchmark.Server {

  private static final double LAST_NANOS = 1e18;

  private final DevsSimulator<Double> simulator = new DevsSimulator<>("M/M/1");
  private long firstNanos;

  DsolServer(long seed) {
    super(seed);
  }

  private static final class Model
      extends AbstractDsolModel<Double, DevsSimulatorInterface<Double>> {
    private static final long serialVersionUID = 1L;

    private final transient Runnable begin;

    Model(DevsSimulatorInterface<Double> simulator, Runnable begin) {
      super(simulator);
      this.begin = begin;
    }

    @Override
    public void constructModel() {
      begin.run();
    }
  }

  @Override
  protected long now() {
    return simulator.getSimulatorTime().longValue();
  }

  /** The first customer is planned before the simulator has a model to plan for. */
  @Override
  protected void scheduleArrival(long delayNanos) {
    if (simulator.getReplication() == null) {
      firstNanos = delayNanos;
    } else {
      simulator.scheduleEventRel((double) delayNanos, this::onArrival);
    }
  }

  @Override
  protected void scheduleDeparture(long delayNanos) {
    simulator.scheduleEventRel((double) delayNanos, this::onDeparture);
  }

  @Override
  protected void runAll() {
    simulator.initialize(
        new Model(simulator, () -> scheduleArrival(firstNanos)),
        new SingleReplication<>("all customers", 0.0, 0.0, LAST_NANOS));
    simulator.start();
    while (!simulator.getEventList().isEmpty() || simulator.isStartingOrRunning()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
