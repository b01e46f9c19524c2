package dev.farsight.sim.process.scheduler.cycle;

/**
 * Where in the list of nodes the next search begins; one for all profiles of a scheduler, so that
 * every node is looked at in its turn when not all of them are.
 */
public final class SearchStart {

  private int index;

  /** Begins with the first node. */
  public SearchStart() {}

  int index() {
    return index;
  }

  /** Moves on by the nodes that were looked at. */
  void advance(int looked, int nodes) {
    index = (index + looked) % nodes;
  }
}
