package dev.farsight.sim.process.fargate;

/**
 * What a token bucket of launches holds at an instant, and how it fills up from there. The bucket
 * holds time: a launch takes the time that one token needs to refill.
 *
 * @param atNanos the instant
 * @param storedNanos what it holds, in nanoseconds of refilling
 * @param nanosPerToken time that one token needs to refill, positive
 * @param capacityNanos most that it holds, in nanoseconds of refilling
 */
public record LaunchTokens(long atNanos, long storedNanos, long nanosPerToken, long capacityNanos) {

  /** Returns the whole tokens at the instant. */
  public long count() {
    return storedNanos / nanosPerToken;
  }

  /** Returns when one more whole token is there, or {@link Long#MAX_VALUE} if it is full. */
  public long nextNanos() {
    long next = (count() + 1) * nanosPerToken;
    return next > capacityNanos ? Long.MAX_VALUE : atNanos + next - storedNanos;
  }

  /** Returns what the bucket holds later on, if nobody takes a token. */
  public LaunchTokens at(long laterNanos) {
    long stored = Math.min(capacityNanos, storedNanos + laterNanos - atNanos);
    return new LaunchTokens(laterNanos, stored, nanosPerToken, capacityNanos);
  }
}
