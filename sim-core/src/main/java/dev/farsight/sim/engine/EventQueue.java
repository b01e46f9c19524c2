package dev.farsight.sim.engine;

/**
 * An event list: slots ordered by (time, key), where the key is unique and orders simultaneous
 * events.
 */
public interface EventQueue {

  /** Value of {@link #peekTimeNanos} when nothing is pending. */
  long NONE = Long.MAX_VALUE;

  /**
   * Adds an event.
   *
   * @param timeNanos time in nanoseconds, not before the last time polled
   * @param key order among events of the same time; never used twice
   * @param slot where the event's data lie
   */
  void add(long timeNanos, long key, int slot);

  /** Returns the time of the first event, or {@link #NONE}. */
  long peekTimeNanos();

  /** Removes the first event and returns its slot; there must be one. */
  int poll();

  /** Returns how many events are pending, cancelled ones that were not yet dropped included. */
  int size();
}
