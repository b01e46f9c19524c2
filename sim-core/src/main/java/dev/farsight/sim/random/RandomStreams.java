package dev.farsight.sim.random;

import java.util.LinkedHashMap;
import java.util.Map;

/** The named random streams of one run. */
public final class RandomStreams {

  private final long seed;
  private final Map<String, RandomStream> streams = new LinkedHashMap<>();

  /**
   * Makes the streams of a run.
   *
   * @param seed seed of the run, any value
   */
  public RandomStreams(long seed) {
    this.seed = seed;
  }

  /** Returns the stream of a name; the same object for the same name. */
  public RandomStream stream(String name) {
    return streams.computeIfAbsent(name, n -> new RandomStream(seed, n));
  }

  /** Returns the seed of the run. */
  public long seed() {
    return seed;
  }
}
