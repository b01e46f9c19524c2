package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.spec.KedaDefaults;

/** KEDA: its operator and its metrics server, joined to one cluster state. */
public final class KedaOperator {

  private final KedaAvailability availability;
  private final ScaledObjectController scaledObjects;
  private final ScaledJobController scaledJobs;
  private final MetricsServer metricsServer;
  private final Simulator simulator;
  private final EventType<Subject> starts;
  private long start;
  private boolean running;
  private boolean started;

  /**
   * Makes KEDA; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param settings what it must know of the world
   */
  public KedaOperator(Simulator simulator, Cluster cluster, KedaSettings settings) {
    this.simulator = simulator;
    this.starts =
        simulator.declare("keda.operator-started", Priority.CONTROL, subject -> startControllers());
    this.availability =
        new KedaAvailability(simulator, cluster, settings, this::availabilityChanged);
    KedaEvents events = new KedaEvents(cluster, "keda-operator");
    KedaEvents jobEvents = new KedaEvents(cluster, "scale-handler");
    ScalerReader reader = new ScalerReader(simulator, cluster);
    FallbackHealth health = new FallbackHealth(cluster);
    ScaledObjectScalers scalers =
        new ScaledObjectScalers(cluster, events, settings.startedAtEpochNanos());
    ScaledObjectScalers jobScalers =
        new ScaledObjectScalers(cluster, jobEvents, settings.startedAtEpochNanos());
    ScaleExecutor executor = new ScaleExecutor(simulator, cluster, settings, events);
    ScaledObjectPolls polls =
        new ScaledObjectPolls(simulator, cluster, events, reader, health, scalers, executor);
    ScaledJobPolls jobPolls = new ScaledJobPolls(cluster, settings, jobEvents, reader, jobScalers);
    this.scaledObjects =
        new ScaledObjectController(
            simulator,
            cluster,
            events,
            new ScaleLoops(simulator, "keda.scaledobject", polls::poll, executor::finish),
            scalers);
    this.scaledJobs =
        new ScaledJobController(
            simulator,
            cluster,
            events,
            jobEvents,
            new ScaleLoops(simulator, "keda.scaledjob", jobPolls::poll, loop -> {}),
            jobScalers);
    this.metricsServer = new MetricsServer(simulator, availability, scalers, reader, health);
    cluster.register(metricsServer);
    if (availability.isOperatorUp()) {
      running = true;
      startControllers();
    }
  }

  private void startControllers() {
    started = true;
    scaledObjects.start();
    scaledJobs.start();
    metricsServer.connectionChanged(availability.isConnected());
  }

  private void availabilityChanged() {
    if (availability.isOperatorUp() != running) {
      running = availability.isOperatorUp();
      if (running) {
        start = simulator.schedule(KedaDefaults.START_NANOS, starts, Subject.of("keda-operator"));
      } else {
        simulator.cancel(start);
        started = false;
        scaledObjects.stop();
        scaledJobs.stop();
      }
    }
    metricsServer.connectionChanged(started && availability.isConnected());
  }
}
