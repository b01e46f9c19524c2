package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.RunLimitExceededException;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.time.SimTime;

/**
 * Proves that the pods that are pending at the end of a run are stuck: plays on, unrecorded, until
 * none is left whose fate is open, until nothing changes any more, or for a day.
 *
 * <p>Often there is nothing to prove. A pod that kube-scheduler has refused is stuck already if all
 * nodes are those of Fargate, if it has no toleration for them, and if no step may bring another
 * node: nothing in the model but steps makes nodes that take a second pod. So a cluster that never
 * comes to rest, because containers crash for instance, costs no day of crashes.
 */
final class StuckProof {

  /** How long a proof goes on at most; a cluster that never comes to rest is watched no longer. */
  private static final long LONGEST_NANOS = 24 * SimTime.HOUR_NANOS;

  /** After so long it is seen whether anything is left to prove. */
  private static final long LOOK_NANOS = 10 * SimTime.MINUTE_NANOS;

  private final Simulator simulator;
  private final Cluster cluster;
  private final RunRecorder recorder;
  private final boolean nodesMayCome;
  private final Kind kind;

  /** How far a proof goes. */
  enum Kind {
    /** Until nothing is left to prove. */
    SHORTEST,
    /** To its end in any case where a pod is pending. */
    WHOLE
  }

  private StuckProof(
      Simulator simulator, Cluster cluster, RunRecorder recorder, boolean nodesMayCome, Kind kind) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.recorder = recorder;
    this.nodesMayCome = nodesMayCome;
    this.kind = kind;
  }

  /** Returns the proof of a run that has come to its end. */
  static StuckProof of(SimulationAssembly assembly, Kind kind) {
    return new StuckProof(
        assembly.simulator(),
        assembly.cluster(),
        assembly.recorder(),
        assembly.timeline().log().mayBringNodes(),
        kind);
  }

  /**
   * Plays on.
   *
   * @param endNanos end of the run
   * @return whether that was possible: a run that grows without bounds proves nothing
   */
  boolean play(long endNanos) {
    long lastNanos = endNanos + LONGEST_NANOS;
    long untilNanos = endNanos;
    boolean resting = false;
    cluster.dropEvents();
    try {
      while (!resting && untilNanos < lastNanos && isOpen()) {
        untilNanos = Math.min(untilNanos + LOOK_NANOS, lastNanos);
        resting = simulator.run(untilNanos);
      }
      return true;
    } catch (RunLimitExceededException tooMuch) {
      return false;
    }
  }

  /** Returns whether the fate of a pod is open. */
  private boolean isOpen() {
    long lastOtherNodeNanos = recorder.lastOtherNodeNanos();
    for (PodRecord pod : recorder.pods()) {
      boolean pending = pod.deletedNanos == null && pod.endsPending();
      if (pending && (kind == Kind.WHOLE || !isDecided(pod, lastOtherNodeNanos))) {
        return true;
      }
    }
    return false;
  }

  private boolean isDecided(PodRecord pod, long lastOtherNodeNanos) {
    boolean over = pod.boundLater || pod.deletedLater;
    boolean hopeless =
        !nodesMayCome
            && pod.message != null
            && !pod.isFargate()
            && !pod.toleratesFargate()
            && pod.createdNanos > lastOtherNodeNanos;
    return over || hopeless;
  }
}
