package dev.farsight.sim.process.scheduler.framework;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plugin looks at on a node while it judges one pod. Nodes that agree in it get the same
 * verdict, so that one of them is asked for all.
 */
public final class NodeReads {

  /**
   * Nothing but what a node shares with others of its kind and load: taints, whether it is
   * cordoned, images, allocatable, what its pods requested, and their number.
   */
  public static final NodeReads TRAITS = new NodeReads(new TreeSet<>(), false);

  /** Anything; every node is asked. */
  public static final NodeReads EVERYTHING = new NodeReads(new TreeSet<>(), true);

  private final SortedSet<String> labels;
  private final boolean everything;

  private NodeReads(SortedSet<String> labels, boolean everything) {
    this.labels = labels;
    this.everything = everything;
  }

  /** Labels beside what {@link #TRAITS} says. */
  public static NodeReads labels(Collection<String> keys) {
    return keys.isEmpty() ? TRAITS : new NodeReads(new TreeSet<>(keys), false);
  }

  /** Returns whether nodes may agree in what is read although these labels of theirs differ. */
  public boolean isIndependentOf(Collection<String> differingLabels) {
    if (everything) {
      return false;
    }
    for (String key : labels) {
      if (differingLabels.contains(key)) {
        return false;
      }
    }
    return true;
  }
}
