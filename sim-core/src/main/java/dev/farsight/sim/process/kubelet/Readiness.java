package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Probe;
import org.jspecify.annotations.Nullable;

/** When a pod becomes Ready: at the first readiness check at or after the time it needs. */
final class Readiness {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DEFAULT_PERIOD_SECONDS = 10;

  private Readiness() {}

  /**
   * Returns the time from running to Ready in nanoseconds.
   *
   * @param readyNanos time that the containers need, in nanoseconds
   */
  static long delayNanos(Pod pod, long readyNanos) {
    long delayNanos = readyNanos;
    for (Container container : pod.spec().containers()) {
      Probe probe = container.readinessProbe();
      if (probe != null) {
        delayNanos = Math.max(delayNanos, checkAtOrAfter(probe, readyNanos));
      }
    }
    return delayNanos;
  }

  private static long checkAtOrAfter(Probe probe, long readyNanos) {
    long first = orElse(probe.initialDelaySeconds(), 0) * SECOND_NANOS;
    long period = Math.max(1, orElse(probe.periodSeconds(), DEFAULT_PERIOD_SECONDS)) * SECOND_NANOS;
    long further = Math.max(1, orElse(probe.successThreshold(), 1)) - 1L;
    long missed = readyNanos <= first ? 0 : -Math.floorDiv(first - readyNanos, period);
    return first + (missed + further) * period;
  }

  private static long orElse(@Nullable Integer value, int otherwise) {
    return value != null ? value : otherwise;
  }
}
