package dev.farsight.sim.engine;

/** The mixing under the digest of a run. */
final class Digests {

  /** Where every digest starts: the fractional part of pi. */
  static final long START = 0x243F6A8885A308D3L;

  private Digests() {}

  /**
   * Returns a digest with one executed event folded in. The event is mixed by itself first, so only
   * one mixing depends on the event before.
   *
   * @param digest digest so far
   * @param timeNanos time of the event in nanoseconds
   * @param typeKey mixed hash of the name of the event's type
   * @param subjectId number of what the event is about
   */
  static long fold(long digest, long timeNanos, long typeKey, long subjectId) {
    return mix(digest ^ mix(timeNanos ^ mix(subjectId + typeKey)));
  }

  /** Finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) on the next state. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
