package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * An instant of simulated time.
 *
 * @param nanos nanoseconds since the start of the simulation; negative for what happened before
 */
public record Timestamp(long nanos) implements Comparable<Timestamp> {

  @Override
  public int compareTo(Timestamp other) {
    return Long.compare(nanos, other.nanos);
  }

  /** Returns the instant cut to the whole second, as metadata of API objects carries it. */
  public Timestamp truncatedToSecond() {
    return new Timestamp(Math.floorDiv(nanos, 1_000_000_000L) * 1_000_000_000L);
  }

  /** As the compiler would write it, in plain calls. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Timestamp that && nanos == that.nanos;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(nanos);
  }
}
