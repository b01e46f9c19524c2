package dev.farsight.sim.random;

/**
 * A named stream of random numbers, keyed by subject: the nth draw of a subject is the same in
 * every run of the seed, whatever the other subjects draw.
 */
public final class RandomStream {

  private static final double UNIT = 0x1.0p-52;

  /** The greatest number that {@link #nextUniform} returns: half a step below 1. */
  private static final double GREATEST_UNIFORM = 1 - UNIT / 2;

  private final long key;
  private final DrawCounts drawn = new DrawCounts();

  RandomStream(long seed, String name) {
    this.key = Mixing.mix(seed ^ Mixing.hash(name));
  }

  /**
   * Returns the next 64 random bits of a subject. They are a keyed hash of the number of the draw,
   * not the state of a generator, so that no two subjects can walk the same sequence.
   */
  public long nextBits(long subjectId) {
    long subjectKey = Mixing.mix(key ^ Mixing.mix(subjectId));
    return Mixing.mix(subjectKey ^ Mixing.mix(drawn.next(subjectId)));
  }

  /** Returns the next number of a subject, uniform in the open interval (0, 1), on a 2^-53 grid. */
  public double nextUniform(long subjectId) {
    return ((nextBits(subjectId) >>> 12) + 0.5) * UNIT;
  }

  /** Returns the next sample of a distribution for a subject, in nanoseconds. */
  public long nextNanos(long subjectId, Distribution distribution) {
    return distribution.isConstant()
        ? distribution.quantileNanos(0.5)
        : distribution.quantileNanos(nextUniform(subjectId));
  }

  /**
   * Returns the longest sample that any stream can draw from a distribution, in nanoseconds. It is
   * finite for unbounded distributions too, because streams draw from a grid: for an exponential
   * one it is 37 times the mean.
   */
  public static long longestNanos(Distribution distribution) {
    return distribution.isConstant()
        ? distribution.quantileNanos(0.5)
        : distribution.quantileNanos(GREATEST_UNIFORM);
  }

  /** Returns the next number of a subject from 0 to below a bound; all within 2^-32 alike. */
  public int nextIndex(long subjectId, int boundCount) {
    if (boundCount <= 0) {
      throw new IllegalArgumentException("boundCount = " + boundCount + " must be positive");
    }
    return (int) Math.multiplyHigh(nextBits(subjectId) >>> 1, (long) boundCount << 1);
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
