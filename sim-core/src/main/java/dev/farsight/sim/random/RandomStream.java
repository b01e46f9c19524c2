package dev.farsight.sim.random;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A named stream of random numbers, keyed by subject: the nth draw of a subject is the same in
 * every run of the seed, whatever the other subjects draw.
 */
public final class RandomStream {

  private static final double UNIT = 0x1.0p-53;

  private final long key;
  private final Map<Long, Counter> drawn = new LinkedHashMap<>();

  RandomStream(long seed, String name) {
    this.key = Mixing.mix(seed ^ Mixing.hash(name));
  }

  /** How often one subject has drawn. */
  private static final class Counter {
    private long count;
  }

  /** Returns the next 64 random bits of a subject. */
  public long nextBits(long subjectId) {
    Counter counter = drawn.computeIfAbsent(subjectId, id -> new Counter());
    long state = Mixing.mix(key ^ Mixing.mix(subjectId));
    return Mixing.mix(state + counter.count++ * Mixing.GOLDEN_GAMMA);
  }

  /** Returns the next number of a subject, uniform in the open interval (0, 1). */
  public double nextUniform(long subjectId) {
    return ((nextBits(subjectId) >>> 11) + 0.5) * UNIT;
  }

  /** Returns the next sample of a distribution for a subject, in nanoseconds. */
  public long nextNanos(long subjectId, Distribution distribution) {
    return distribution.isConstant()
        ? distribution.quantileNanos(0.5)
        : distribution.quantileNanos(nextUniform(subjectId));
  }

  /** Returns the next number of a subject below a bound, without bias worth mentioning (2^-32). */
  public int nextIndex(long subjectId, int boundCount) {
    if (boundCount <= 0) {
      throw new IllegalArgumentException("boundCount = " + boundCount + " must be positive");
    }
    long high = nextBits(subjectId) >>> 32;
    return (int) ((high * boundCount) >>> 32);
  }

  /** Returns whether an event of a probability happens to a subject. */
  public boolean nextEvent(long subjectId, double probability) {
    return probability > 0 && (probability >= 1 || nextUniform(subjectId) < probability);
  }

  /** Returns the id of a subject named by text. */
  public static long subjectId(String name) {
    return Mixing.hash(name);
  }
}
