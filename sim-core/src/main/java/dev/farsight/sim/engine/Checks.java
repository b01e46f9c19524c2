package dev.farsight.sim.engine;

/** How much a run checks itself against states that cannot be; each level holds those before it. */
public enum Checks {
  /** Nothing beyond what costs nothing. */
  OFF,
  /** Cheap conditions that must hold after each step, such as time never going back. */
  INVARIANTS,
  /** Every fast answer is also computed the slow and plain way, and both must agree. */
  RECOMPUTATION;

  /** Returns whether this level holds another. */
  public boolean includes(Checks other) {
    return compareTo(other) >= 0;
  }
}
