package dev.farsight.sim.kube;

/**
 * Repetitions of an event.
 *
 * @param count occurrences so far
 * @param lastObservedTime last occurrence
 */
public record EventSeries(int count, Timestamp lastObservedTime) {}
