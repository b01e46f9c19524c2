package dev.farsight.sim.spec;

import dev.farsight.sim.time.SimTime;

/**
 * When a run ends.
 *
 * @param untilNanos last simulated instant in nanoseconds, at least 0
 * @param whenQuiescent whether it ends earlier, as soon as nothing can happen any more
 */
public record EndSpec(long untilNanos, boolean whenQuiescent) {

  /** Until nothing can happen any more, at most 24 h (contract of the scenario file). */
  public static final EndSpec QUIESCENT = new EndSpec(24 * SimTime.HOUR_NANOS, true);

  /** Refuses negative times. */
  public EndSpec {
    if (untilNanos < 0) {
      throw new IllegalArgumentException("untilNanos = " + untilNanos + " must not be negative");
    }
  }

  /** Returns the end at an instant in nanoseconds, quiescent or not. */
  public static EndSpec at(long untilNanos) {
    return new EndSpec(untilNanos, false);
  }
}
