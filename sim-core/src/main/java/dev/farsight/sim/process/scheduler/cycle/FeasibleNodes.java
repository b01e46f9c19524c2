package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/** The nodes that passed the filters, in the order they were looked at. */
public final class FeasibleNodes extends AbstractList<NodeInfo> implements RandomAccess {

  private final List<NodeInfo> all;
  private int[] positions = new int[16];
  private int count;

  /** Makes an empty list of some of all nodes. */
  FeasibleNodes(List<NodeInfo> all) {
    this.all = all;
  }

  /** Makes room for so many nodes in all, if there is none. */
  void expect(int nodes) {
    if (positions.length < nodes) {
      positions = Arrays.copyOf(positions, nodes);
    }
  }

  void addPosition(int position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
    }
    positions[count++] = position;
  }

  /** Returns the position among all nodes of the one at an index. */
  int position(int index) {
    return positions[index];
  }

  @Override
  public NodeInfo get(int index) {
    return all.get(positions[index]);
  }

  @Override
  public int size() {
    return count;
  }
}
