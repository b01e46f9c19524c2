package dev.farsight.sim.engine;

/**
 * Bounds that end a run which does not end by itself.
 *
 * @param eventCount events executed at most, at least 1
 * @param eventsAtOneInstantCount events executed at most without time passing, at least 1
 */
public record RunLimits(long eventCount, long eventsAtOneInstantCount) {

  /** A hundred million events, ten million at one instant. */
  public static final RunLimits DEFAULT = new RunLimits(100_000_000L, 10_000_000L);
}
