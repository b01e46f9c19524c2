package dev.farsight.bench.eventlist;

import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.random.RandomStream;
import dev.farsight.sim.random.RandomStreams;

/** How far ahead events are scheduled; drawn beforehand, so that no random number is timed. */
public enum Increments {
  /** Exponential, mean 1 s. */
  EXPONENTIAL,
  /** Uniform from 0 to 2 s. */
  UNIFORM,
  /** Nine of ten exponential with mean 10 ms, one triangular from 40 to 80 s. */
  BIMODAL,
  /** Whole seconds from 1 to 10. */
  TIES;

  /** Entries of a table; a power of two. */
  public static final int TABLE_SIZE = 1 << 16;

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Returns increments in nanoseconds, the same in every run. */
  public long[] table() {
    RandomStream stream = new RandomStreams(20260724).stream("increments");
    long[] table = new long[TABLE_SIZE];
    for (int i = 0; i < TABLE_SIZE; i++) {
      table[i] = draw(stream, i);
    }
    return table;
  }

  private long draw(RandomStream stream, int index) {
    return switch (this) {
      case EXPONENTIAL -> stream.nextNanos(index, new Distribution.Exponential(SECOND_NANOS));
      case UNIFORM -> stream.nextNanos(index, new Distribution.Uniform(0, 2 * SECOND_NANOS));
      case BIMODAL ->
          stream.nextEvent(index, 0.1)
              ? stream.nextNanos(
                  index,
                  new Distribution.Triangular(
                      40 * SECOND_NANOS, 60 * SECOND_NANOS, 80 * SECOND_NANOS))
              : stream.nextNanos(index, new Distribution.Exponential(SECOND_NANOS / 100));
      case TIES -> SECOND_NANOS * (1 + stream.nextIndex(index, 10));
    };
  }
}
