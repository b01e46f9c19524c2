package dev.farsight.sim.engine;

/**
 * Bounds that end a run which does not end by itself.
 *
 * @param eventCount events executed at most, at least 1
 * @param eventsAtOneInstantCount events executed at most without time passing, at least 1
 * @param endNanos last instant at which an event may be executed, in nanoseconds since the start,
 *     at least 0
 * @param podCount pods that may exist at a time, at least 1
 */
public record RunLimits(
    long eventCount, long eventsAtOneInstantCount, long endNanos, long podCount) {

  /** A hundred million events, a million at one instant, any time, a million pods. */
  public static final RunLimits DEFAULT = new RunLimits(100_000_000L, 1_000_000L);

  /** Refuses limits that no run could keep. */
  public RunLimits {
    if (eventCount < 1 || eventsAtOneInstantCount < 1 || endNanos < 0 || podCount < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: "
              + eventCount
              + " events, "
              + eventsAtOneInstantCount
              + " at one instant, end at "
              + endNanos
              + " ns, "
              + podCount
              + " pods");
    }
  }

  /** Makes limits on the number of events alone. */
  public RunLimits(long eventCount, long eventsAtOneInstantCount) {
    this(eventCount, eventsAtOneInstantCount, EventQueue.LAST_NANOS);
  }

  /** Makes limits on the number of events and on time; of pods there may be a million. */
  public RunLimits(long eventCount, long eventsAtOneInstantCount, long endNanos) {
    this(eventCount, eventsAtOneInstantCount, endNanos, 1_000_000L);
  }
}
