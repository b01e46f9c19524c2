package dev.farsight.sim.process.fargate;

/**
 * The token bucket of launches: full at first, refilled at a steady rate. Integer arithmetic in
 * nanoseconds: the bucket holds time, and a launch takes the time that one token needs to refill.
 */
final class LaunchBucket {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final long nanosPerToken;
  private final long capacityNanos;
  private long storedNanos;
  private long updatedNanos;

  LaunchBucket(int burstCount, int perSecond) {
    this.nanosPerToken = SECOND_NANOS / perSecond;
    this.capacityNanos = Math.multiplyExact(burstCount, nanosPerToken);
    this.storedNanos = capacityNanos;
  }

  /** Returns a bucket of another size and rate with the tokens of this one, if they fit. */
  LaunchBucket resized(int burstCount, int perSecond, long nowNanos) {
    refill(nowNanos);
    LaunchBucket bucket = new LaunchBucket(burstCount, perSecond);
    long tokens = storedNanos / nanosPerToken;
    long part = (storedNanos % nanosPerToken) * bucket.nanosPerToken / nanosPerToken;
    long kept = Math.min(tokens, burstCount) * bucket.nanosPerToken + part;
    bucket.storedNanos = Math.min(bucket.capacityNanos, kept);
    bucket.updatedNanos = nowNanos;
    return bucket;
  }

  /** Takes a token if there is one. */
  boolean tryTake(long nowNanos) {
    refill(nowNanos);
    if (storedNanos < nanosPerToken) {
      return false;
    }
    storedNanos -= nanosPerToken;
    return true;
  }

  /** Returns the time until there is a token, in nanoseconds. */
  long untilNextNanos(long nowNanos) {
    refill(nowNanos);
    return Math.max(0, nanosPerToken - storedNanos);
  }

  /** Returns what it holds now. */
  LaunchTokens tokens(long nowNanos) {
    refill(nowNanos);
    return new LaunchTokens(nowNanos, storedNanos, nanosPerToken, capacityNanos);
  }

  private void refill(long nowNanos) {
    storedNanos = Math.min(capacityNanos, storedNanos + (nowNanos - updatedNanos));
    updatedNanos = nowNanos;
  }
}
