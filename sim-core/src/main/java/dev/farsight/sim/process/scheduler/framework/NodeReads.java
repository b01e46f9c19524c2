package dev.farsight.sim.process.scheduler.framework;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plugin looks at on a node while it judges one pod. Nodes that agree in it get the same
 * verdict, so that one of them is asked for all.
 *
 * <p>A plugin that looks at the node, at the pod's spec and at nothing else answers the same for
 * every pod of that spec, so that its answer is kept for the pods that come later. One that also
 * looks at other nodes or other pods says so: {@link #andOthers()}.
 */
public final class NodeReads {

  /**
   * Nothing but what a node shares with others of its kind and load: taints, whether it is
   * cordoned, images, allocatable, what its pods requested, and their number.
   */
  public static final NodeReads TRAITS = new NodeReads(new TreeSet<>(), false, false);

  /** Anything; every node is asked. */
  public static final NodeReads EVERYTHING = new NodeReads(new TreeSet<>(), true, true);

  private final SortedSet<String> labels;
  private final boolean everything;
  private final boolean others;

  private NodeReads(SortedSet<String> labels, boolean everything, boolean others) {
    this.labels = labels;
    this.everything = everything;
    this.others = others;
  }

  /** Labels beside what {@link #TRAITS} says. */
  public static NodeReads labels(Collection<String> keys) {
    return keys.isEmpty() ? TRAITS : new NodeReads(new TreeSet<>(keys), false, false);
  }

  /** The same, and beside it other nodes, other pods, or the labels of the pod that is judged. */
  public NodeReads andOthers() {
    return new NodeReads(labels, everything, true);
  }

  /** Returns whether nothing is looked at but the node and the spec of the pod. */
  public boolean isOfNodeAlone() {
    return !others;
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
