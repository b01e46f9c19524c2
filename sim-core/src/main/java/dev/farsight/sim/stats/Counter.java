package dev.farsight.sim.stats;

/** A number of happenings. */
public final class Counter {

  private long count;

  /** Makes a counter at zero. */
  public Counter() {}

  /** Counts one happening. */
  public void increment() {
    count++;
  }

  /** Counts several happenings at once; at least 0. */
  public void add(long happenings) {
    if (happenings < 0) {
      throw new IllegalArgumentException("happenings = " + happenings + " is negative");
    }
    count += happenings;
  }

  /** Returns how often it happened. */
  public long count() {
    return count;
  }
}
