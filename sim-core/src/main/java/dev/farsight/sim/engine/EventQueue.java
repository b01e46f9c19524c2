package dev.farsight.sim.engine;

import java.util.function.IntPredicate;

/**
 * An event list: slots ordered by a key, and by insertion among equal keys.
 *
 * <p>A key holds the time and, in its lowest bits, the priority of an event, so that simultaneous
 * events are ordered without a comparator: see {@link #key}.
 */
public interface EventQueue {

  /** Value of {@link #peekKey} when nothing is pending. */
  long NONE = Long.MAX_VALUE;

  /** Bits of a key that hold the priority. */
  int PRIORITY_BITS = 2;

  /** Last instant that a key can hold, in nanoseconds: a little more than 73 years. */
  long LAST_NANOS = (1L << (63 - PRIORITY_BITS)) - 2;

  /**
   * Returns the key of an event.
   *
   * @param timeNanos time in nanoseconds, from 0 to {@link #LAST_NANOS}
   * @param priority place among simultaneous events
   */
  static long key(long timeNanos, Priority priority) {
    return timeNanos << PRIORITY_BITS | priority.ordinal();
  }

  /** Returns the time in a key, in nanoseconds. */
  static long timeNanos(long key) {
    return key >>> PRIORITY_BITS;
  }

  /**
   * Adds an event. Events scheduled in the order of the simulation's clock (never before the
   * instant last polled) are what the implementations are fast at; earlier ones are ordered rightly
   * too.
   *
   * @param key time and priority, at least 0 and below {@link #NONE}
   * @param slot where the event's data lie, at least 0
   */
  void add(long key, int slot);

  /** Returns the key of the first event, or {@link #NONE}; changes nothing. */
  long peekKey();

  /**
   * Removes the first event and returns its slot.
   *
   * @throws IllegalStateException if nothing is pending
   */
  int poll();

  /** Returns how many events are pending, cancelled ones that were not yet dropped included. */
  int size();

  /** Removes all events whose slots a condition holds for; the order of the others stays. */
  void removeIf(IntPredicate condition);
}
