package dev.farsight.sim.cluster;

import org.jspecify.annotations.Nullable;

/**
 * How an object is to be deleted.
 *
 * @param gracePeriodSeconds grace period in seconds, 0 for at once; absent for the object's own
 * @param propagation what happens to the objects it owns
 * @param preconditionUid delete only if the object has this uid; absent for any
 */
public record DeleteOptions(
    @Nullable Long gracePeriodSeconds, Propagation propagation, @Nullable String preconditionUid) {

  /** What happens to the dependents of a deleted object. */
  public enum Propagation {
    /** They are deleted after it. */
    BACKGROUND,
    /** It stays until they are deleted. */
    FOREGROUND,
    /** They stay, without owner. */
    ORPHAN
  }

  /** Deletion in the background with the object's own grace period. */
  public static final DeleteOptions BACKGROUND =
      new DeleteOptions(null, Propagation.BACKGROUND, null);

  /** Removal at once, without any grace period. */
  public static final DeleteOptions NOW = new DeleteOptions(0L, Propagation.BACKGROUND, null);

  /** Returns background deletion of one particular object. */
  public static DeleteOptions ofUid(String uid) {
    return new DeleteOptions(null, Propagation.BACKGROUND, uid);
  }
}
