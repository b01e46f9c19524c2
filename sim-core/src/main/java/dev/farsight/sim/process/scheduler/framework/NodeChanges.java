package dev.farsight.sim.process.scheduler.framework;

import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes of a snapshot have changed, in order, for those who keep something about each node: a
 * reader remembers how far it has read. Old entries are forgotten; who has not read them starts
 * anew.
 */
public final class NodeChanges {

  private static final int KEPT = 4096;

  private final List<NodeInfo> log = new ArrayList<>();
  private long forgotten;

  NodeChanges() {}

  void add(NodeInfo node) {
    if (log.size() >= 2 * KEPT) {
      log.subList(0, KEPT).clear();
      forgotten += KEPT;
    }
    log.add(node);
  }

  /** Returns how many changes there have been. */
  public long count() {
    return forgotten + log.size();
  }

  /** Returns whether changes from the given one on are still known. */
  public boolean reachesBackTo(long index) {
    return index >= forgotten;
  }

  /** Returns whether the next change is one of the same node, so that this one need not be read. */
  @SuppressWarnings("ReferenceEquality") // a node is kept in one object
  public boolean isRepeated(long index) {
    return index + 1 < count() && get(index) == get(index + 1);
  }

  /** Returns the node of a change. */
  public NodeInfo get(long index) {
    return log.get((int) (index - forgotten));
  }
}
