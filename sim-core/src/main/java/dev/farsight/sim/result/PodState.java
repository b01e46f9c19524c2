package dev.farsight.sim.result;

import java.util.Locale;

/** Where a pod stands, finer than its phase. */
public enum PodState {
  /** Not bound to a node. */
  PENDING,
  /** Bound, containers not yet running. */
  STARTING,
  /** Containers running, not Ready. */
  RUNNING,
  /** Ready. */
  READY,
  /** All containers ended well. */
  SUCCEEDED,
  /** Ended badly. */
  FAILED,
  /** The object is gone. */
  DELETED;

  /** Returns the word that results carry, such as {@code pending}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
