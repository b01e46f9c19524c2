package dev.farsight.sim.spec;

import static dev.farsight.sim.time.SimTime.MILLISECOND_NANOS;
import static dev.farsight.sim.time.SimTime.seconds;

/** Numbers of the HorizontalPodAutoscaler controller. */
public final class AutoscalerDefaults {

  /**
   * Time between two syncs of one autoscaler, in nanoseconds
   * (--horizontal-pod-autoscaler-sync-period of Kubernetes v1.36; confidence high).
   */
  public static final long SYNC_PERIOD_NANOS = seconds(15);

  /**
   * How long a sync that reads a metric takes until the next waiting time starts, in nanoseconds:
   * median of the recorded timelines (Kubernetes v1.36.3, 2026-11; confidence medium).
   */
  public static final long SYNC_DURATION_NANOS = 15 * MILLISECOND_NANOS;

  /**
   * The same while the target is at 0 and no metric is read, in nanoseconds: median of the recorded
   * keda-scaling timelines (Kubernetes v1.36.3, 2026-11; confidence medium).
   */
  public static final long IDLE_SYNC_DURATION_NANOS = 8 * MILLISECOND_NANOS;

  /**
   * A sync that takes longer than this finds the next one queued already, in nanoseconds: the phase
   * of the informer's resync, every 15 s, is no input and taken as half a period (source:
   * horizontal.go, v1.36.3; confidence low).
   */
  public static final long LONG_SYNC_NANOS = SYNC_PERIOD_NANOS * 3 / 2;

  /**
   * Autoscalers that may wait for metrics at a time (--concurrent-horizontal-pod-autoscaler-syncs
   * of Kubernetes v1.36; confidence high).
   */
  public static final int WORKERS = 5;

  /**
   * For how long after its start the CPU of a pod is looked at only while it is Ready, in
   * nanoseconds (--horizontal-pod-autoscaler-cpu-initialization-period of Kubernetes v1.36;
   * confidence high).
   */
  public static final long CPU_INITIALIZATION_NANOS = seconds(300);

  /**
   * A pod that was never Ready longer than this after its start counts as starting still, in
   * nanoseconds (--horizontal-pod-autoscaler-initial-readiness-delay of Kubernetes v1.36;
   * confidence high).
   */
  public static final long INITIAL_READINESS_NANOS = seconds(30);

  /**
   * Time that a value of CPU is measured over, in nanoseconds: a pod has to be Ready as long before
   * it counts (metrics-server v0.8, --metric-resolution 15s, 2025; confidence medium).
   */
  public static final long METRICS_WINDOW_NANOS = seconds(15);

  private AutoscalerDefaults() {}
}
