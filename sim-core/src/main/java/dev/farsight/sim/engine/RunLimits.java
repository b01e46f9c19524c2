package dev.farsight.sim.engine;

/**
 * Bounds that end a run which does not end by itself.
 *
 * @param eventCount events executed at most, at least 1
 * @param eventsAtOneInstantCount events executed at most without time passing, at least 1
 * @param endNanos last instant at which an event may be executed, in nanoseconds since the start,
 *     at least 0
 */
public record RunLimits(long eventCount, long eventsAtOneInstantCount, long endNanos) {

  /** A hundred million events, ten million at one instant, any time. */
  public static final RunLimits DEFAULT = new RunLimits(100_000_000L, 10_000_000L);

  /** Refuses limits that no run could keep. */
  public RunLimits {
    if (eventCount < 1 || eventsAtOneInstantCount < 1 || endNanos < 0) {
      throw new IllegalArgumentException(
          "limits must be positive: "
              + eventCount
              + " events, "
              + eventsAtOneInstantCount
              + " at one instant, end at "
              + endNanos
              + " ns");
    }
  }

  /** Makes limits on the number of events alone. */
  public RunLimits(long eventCount, long eventsAtOneInstantCount) {
    this(eventCount, eventsAtOneInstantCount, EventQueue.LAST_NANOS);
  }
}
