package dev.farsight.scenario.experiment;

/**
 * Seeds of replications. The first replication has the seed of the experiment itself, and every
 * replication's seed, given as the experiment's, plays that replication again.
 */
public final class ReplicationSeeds {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final int SPARE_BITS = 11;

  private ReplicationSeeds() {}

  /** Returns the seed of a replication, counted from 0; below 2^53, so that JSON keeps it exact. */
  public static long of(long seed, int replication) {
    if (replication == 0) {
      return seed;
    }
    long z = seed + replication * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (z ^ (z >>> 31)) >>> SPARE_BITS;
  }
}
