package dev.farsight.sim.spec;

import static dev.farsight.sim.time.SimTime.MILLISECOND_NANOS;
import static dev.farsight.sim.time.SimTime.seconds;

/** Clock of the node lifecycle controller. */
public final class NodeLifecycleDefaults {

  /** Time between two looks at all nodes (--node-monitor-period of Kubernetes v1.36). */
  public static final long MONITOR_PERIOD_NANOS = seconds(5);

  /**
   * One of these looks, after the start. It follows the start of kube-controller-manager: in the
   * recorded timelines it lies 3.6 to 3.9 s after a multiple of 5 s, at the median 3.75 s.
   */
  public static final long MONITOR_PHASE_NANOS = 3_750 * MILLISECOND_NANOS;

  private NodeLifecycleDefaults() {}
}
