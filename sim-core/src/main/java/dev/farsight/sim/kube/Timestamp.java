package dev.farsight.sim.kube;

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
}
