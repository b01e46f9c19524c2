package dev.farsight.sim.process.autoscaler;

import dev.farsight.sim.kube.HPAScalingRules;
import dev.farsight.sim.kube.HorizontalPodAutoscalerBehavior;
import dev.farsight.sim.kube.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Between which ratios of usage and target an autoscaler leaves the size alone.
 *
 * <p>Ratios are doubles as upstream's are: 55 of 100 times 100 pods make 56 pods, not 55.
 *
 * @param least smallest tolerated ratio
 * @param most greatest tolerated ratio
 */
record Tolerance(double least, double most) {

  private static final long NANOS = 1_000_000_000L;
  private static final long DEFAULT_NANOS = NANOS / 10;

  static Tolerance of(@Nullable HorizontalPodAutoscalerBehavior behavior) {
    long up = nanos(behavior == null ? null : behavior.scaleUp());
    long down = nanos(behavior == null ? null : behavior.scaleDown());
    return new Tolerance(1.0 - (double) down / NANOS, 1.0 + (double) up / NANOS);
  }

  private static long nanos(@Nullable HPAScalingRules rules) {
    Quantity tolerance = rules == null ? null : rules.tolerance();
    return tolerance == null ? DEFAULT_NANOS : tolerance.units() * NANOS + tolerance.nanos();
  }

  boolean covers(double ratio) {
    return least <= ratio && ratio <= most;
  }

  /** Rounds up to a whole number of pods. */
  static int ceil(double replicas) {
    return replicas > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) Math.ceil(replicas);
  }
}
