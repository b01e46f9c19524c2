package dev.farsight.sim.process.scheduler.cycle;

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
  private long[] marked = new long[0];

  NodeNames(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  /** Returns the names of the nodes at the first positions of an array, sorted. */
  List<String> sorted(int[] positions, int count) {
    String[] sorted = new String[count];
    if (count <= FEW) {
      List<NodeInfo> nodes = cluster.nodes();
      for (int i = 0; i < count; i++) {
        sorted[i] = nodes.get(positions[i]).name();
      }
      Arrays.sort(sorted);
      return List.of(sorted);
    }
    refresh();
    for (int i = 0; i < count; i++) {
      int rank = rankOf[positions[i]];
      marked[rank >> 6] |= 1L << rank;
    }
    int next = 0;
    for (int word = 0; word < marked.length; word++) {
      for (long bits = marked[word]; bits != 0; bits &= bits - 1) {
        sorted[next++] = names[(word << 6) + Long.numberOfTrailingZeros(bits)];
      }
      marked[word] = 0;
    }
    return List.of(sorted);
  }

  private void refresh() {
    if (layout == cluster.layoutVersion()) {
      return;
    }
    layout = cluster.layoutVersion();
    List<NodeInfo> nodes = cluster.nodes();
    NodeInfo[] byName = nodes.toArray(new NodeInfo[0]);
    Arrays.sort(byName, (one, other) -> one.name().compareTo(other.name()));
    names = new String[byName.length];
    rankOf = new int[byName.length];
    marked = new long[(byName.length + 63) / 64];
    for (int rank = 0; rank < byName.length; rank++) {
      names[rank] = byName[rank].name();
      rankOf[byName[rank].position()] = rank;
    }
  }
}
