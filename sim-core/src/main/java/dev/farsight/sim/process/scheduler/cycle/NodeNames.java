package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.BestNodes;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.Arrays;
import java.util.List;

/** Sorts nodes by name: few of them by comparing, many by a rank that each node keeps. */
final class NodeNames {

  private static final int FEW = 48;

  private final ClusterSnapshot cluster;
  private long layout = -1;
  private String[] names = {};
  private int[] rankOf = new int[0];

  NodeNames(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  /** Returns the names of the nodes at the first positions of an array, sorted. */
  List<String> sorted(int[] positions, int count) {
    if (count <= FEW) {
      String[] sorted = new String[count];
      List<NodeInfo> nodes = cluster.nodes();
      for (int i = 0; i < count; i++) {
        sorted[i] = nodes.get(positions[i]).name();
      }
      Arrays.sort(sorted);
      return List.of(sorted);
    }
    refresh();
    long[] marked = new long[words()];
    for (int i = 0; i < count; i++) {
      int rank = rankOf[positions[i]];
      marked[rank >> 6] |= 1L << rank;
    }
    return new BestNodes(names, marked, count);
  }

  /** Returns whether the nodes are ranked as they are now. */
  boolean areRanked() {
    return layout == cluster.layoutVersion();
  }

  /** Returns the rank of each node by its position, if they are ranked; not to be changed. */
  int[] ranks() {
    return rankOf;
  }

  /** Returns how many words hold a bit for each node. */
  int words() {
    return (names.length + 63) >> 6;
  }

  /** Returns the names of the nodes whose ranks are marked in an array, sorted. */
  List<String> marked(long[] ranks, int count) {
    if (count > FEW) {
      return new BestNodes(names, ranks, count);
    }
    // Few names take less room by themselves than one bit for every node.
    String[] few = new String[count];
    int found = 0;
    for (int word = 0; found < count; word++) {
      for (long rest = ranks[word]; rest != 0; rest &= rest - 1) {
        few[found++] = names[(word << 6) + Long.numberOfTrailingZeros(rest)];
      }
    }
    return List.of(few);
  }

  private void refresh() {
    if (areRanked()) {
      return;
    }
    layout = cluster.layoutVersion();
    List<NodeInfo> nodes = cluster.nodes();
    NodeInfo[] byName = nodes.toArray(new NodeInfo[0]);
    Arrays.sort(byName, (one, other) -> one.name().compareTo(other.name()));
    names = new String[byName.length];
    rankOf = new int[byName.length];
    for (int rank = 0; rank < byName.length; rank++) {
      names[rank] = byName[rank].name();
      rankOf[byName[rank].position()] = rank;
    }
  }
}
