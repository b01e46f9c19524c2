package dev.farsight.sim.engine;

import java.util.function.LongPredicate;

/**
 * An event list: handles ordered by a key, and by insertion among equal keys.
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
   * @param handle what tells the event from others, any value
   */
  void add(long key, long handle);

  /** Returns the key of the first event, or {@link #NONE}; changes nothing. */
  long peekKey();

  /**
   * Removes the first event and returns its handle.
   *
   * @throws IllegalStateException if nothing is pending
   */
  long poll();

  /** Returns how many events are pending, cancelled ones that were not yet dropped included. */
  int size();

  /**
   * Removes all events whose handles a condition holds for; the order of the others stays.
   *
   * @param condition may be asked in any order, and more than once about a handle
   */
  void removeIf(LongPredicate condition);
}
