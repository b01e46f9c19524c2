package dev.farsight.sim.result;

import java.util.Arrays;

/** How long something took, each time it happened: for instance every message's wait. */
public final class Durations {

  /** Waits of messages until work on them began. */
  public static final String QUEUE_WAIT = "queue_wait";

  /** Times from a rise of the load to all wanted replicas Ready. */
  public static final String TIME_TO_CAPACITY = "time_to_capacity";

  /** Stands for what never came to an end. */
  public static final long NEVER_NANOS = Long.MAX_VALUE;

  private final String name;
  private final long[] ascendingNanos;

  /**
   * Takes durations.
   *
   * @param name name such as {@code queue_wait}
   * @param nanos durations in nanoseconds, in any order; {@link #NEVER_NANOS} for never
   */
  public Durations(String name, long[] nanos) {
    this.name = name;
    this.ascendingNanos = nanos.clone();
    Arrays.sort(ascendingNanos);
  }

  /** Returns the name, such as {@code queue_wait}. */
  public String name() {
    return name;
  }

  /** Returns how many there are. */
  public int count() {
    return ascendingNanos.length;
  }

  /** Returns one of them in nanoseconds, the shortest first. */
  public long nanos(int index) {
    return ascendingNanos[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Durations that
        && name.equals(that.name)
        && Arrays.equals(ascendingNanos, that.ascendingNanos);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(ascendingNanos);
  }

  @Override
  public String toString() {
    return "Durations[" + name + ", " + count() + "]";
  }
}
