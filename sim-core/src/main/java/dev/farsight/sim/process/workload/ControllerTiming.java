package dev.farsight.sim.process.workload;

/**
 * How long the work of a controller takes.
 *
 * @param syncDelayNanos from taking a key off the queue to acting on it, in nanoseconds, at least 0
 * @param apiCallNanos for which each write keeps the worker busy, in nanoseconds, at least 0
 * @param podCreateNanos for which a batch of pods created side by side does, in nanoseconds, at
 *     least 0; longer, because of admission
 */
public record ControllerTiming(long syncDelayNanos, long apiCallNanos, long podCreateNanos) {

  /** A control plane without any latency. */
  public static final ControllerTiming ZERO = new ControllerTiming(0, 0, 0);
}
