package dev.farsight.sim.result;

import org.jspecify.annotations.Nullable;

/**
 * The life of one node.
 *
 * @param name name
 * @param kind whose machine it is
 * @param createdNanos time of creation; negative for the starting state
 * @param removedNanos time at which it was gone
 */
public record NodeOutcome(String name, Kind kind, long createdNanos, @Nullable Long removedNanos) {

  /** Kinds of machines. */
  public enum Kind {
    /** A Fargate node, made for one pod. */
    FARGATE("fargate"),
    /** Any other node. */
    EC2("ec2");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the word that results carry, such as {@code fargate}. */
    public String word() {
      return word;
    }
  }
}
