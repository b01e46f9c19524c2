package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.process.scheduler.SchedulerProbe;

/**
 * Sees a run from the inside: every change of the cluster state and every step of kube-scheduler.
 * It must change nothing; its watches count among the executed events of the run.
 */
public interface RunWitness extends SchedulerProbe {

  /** Sees nothing. */
  RunWitness NONE = cluster -> {};

  /**
   * Sees the empty cluster before anything happens, to register watches.
   *
   * @param cluster API server of the run
   */
  void onStart(Cluster cluster);
}
