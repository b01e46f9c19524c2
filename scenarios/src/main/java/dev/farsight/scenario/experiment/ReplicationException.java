package dev.farsight.scenario.experiment;

/** A replication broke an invariant: a bug of Farsight, which this seed plays again. */
public final class ReplicationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long seed;

  /** Makes an exception for the replication with a seed. */
  public ReplicationException(long seed, Throwable cause) {
    super("replication with seed " + seed + " broke: " + cause, cause);
    this.seed = seed;
  }

  /** Returns the seed of the replication. */
  public long seed() {
    return seed;
  }
}
