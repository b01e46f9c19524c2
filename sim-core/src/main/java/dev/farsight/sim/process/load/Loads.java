package dev.farsight.sim.process.load;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.random.RandomStreams;
import dev.farsight.sim.spec.LoadCurve;
import dev.farsight.sim.spec.LoadForm;
import dev.farsight.sim.spec.LoadSpec;
import java.util.ArrayList;
import java.util.List;

/** All loads of a run. */
public final class Loads {

  private final Simulator simulator;
  private final Cluster cluster;
  private final List<MessageQueue> queues = new ArrayList<>();
  private final EventType<Subject> over;
  private final long endNanos;

  /**
   * Makes the loads; they begin as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param loads what is asked for
   * @param streams chance
   * @param endNanos end of the run: nothing arrives after it
   */
  public Loads(
      Simulator simulator,
      Cluster cluster,
      List<LoadSpec> loads,
      RandomStreams streams,
      long endNanos) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.endNanos = endNanos;
    this.over = simulator.declare("load.over", Priority.SAMPLE, subject -> {});
    for (LoadSpec load : loads) {
      add(load, streams);
    }
  }

  private void add(LoadSpec load, RandomStreams streams) {
    if (load.form() instanceof LoadForm.Given given) {
      LoadCurve curve = given.curve();
      keepGoing(load, curve);
      cluster.metricSources().drive(load.key(), () -> curve.milliAt(simulator.now()));
    } else if (load.form() instanceof LoadForm.Queue queue) {
      MessageQueue messages = new MessageQueue(simulator, cluster, load, queue, streams, endNanos);
      cluster.metricSources().drive(load.key(), messages::milli);
      queues.add(messages);
    } else if (load.form() instanceof LoadForm.Taken taken) {
      new TakenMessages(cluster, load, taken);
    } else if (load.form() instanceof LoadForm.Usage usage) {
      keepGoing(load, usage.demand());
      new SharedUsage(simulator, cluster, load, usage);
    }
  }

  /** A run must not end while its load is still going to change. */
  private void keepGoing(LoadSpec load, LoadCurve curve) {
    long last = Math.min(curve.lastChangeNanos(), endNanos);
    if (last > 0) {
      simulator.scheduleAt(last, over, Subject.of(load.key()));
    }
  }

  /** Returns the queues, in the order of the scenario. */
  public List<MessageQueue> queues() {
    return List.copyOf(queues);
  }
}
