package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that passed the filters, in the order they were looked at. Where none was ruled out,
 * they are a row of nodes, of which just the first is known.
 */
public final class FeasibleNodes extends AbstractList<NodeInfo> implements RandomAccess {

  private static final int NO_ROW = -1;

  private List<NodeInfo> all;
  private int[] positions = {};
  private int count;
  private int rowStart = NO_ROW;

  /** Makes an empty list of some of all nodes. */
  FeasibleNodes(List<NodeInfo> all) {
    this.all = all;
  }

  /** Empties the list, to be filled with some of these nodes. */
  void reset(List<NodeInfo> nodes) {
    all = nodes;
    count = 0;
    rowStart = NO_ROW;
  }

  /** Makes room for so many nodes in all, if there is none. */
  void expect(int nodes) {
    if (positions.length < nodes) {
      positions = Arrays.copyOf(positions, nodes);
    }
  }

  void addPosition(int position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 16 + 2 * count);
    }
    positions[count++] = position;
  }

  /**
   * Adds nodes in a row while their class is known to fit; returns how many. There has to be room.
   *
   * @param from position of the first
   * @param most how many at most
   * @param classOf the class of each node, by position
   * @param verdicts the verdict about each class, null where there is none yet
   */
  @SuppressWarnings("ReferenceEquality") // what is not the very same is asked about
  int addFitting(int from, int most, int[] classOf, @Nullable Status[] verdicts) {
    int[] target = positions;
    int free = count;
    int end = from + most;
    int position = from;
    while (position < end && verdicts[classOf[position]] == Status.SUCCESS) {
      target[free++] = position++;
    }
    count = free;
    return position - from;
  }

  /**
   * Makes an empty list a row of nodes, which goes on with the first of all nodes after the last.
   * No node may be added then.
   */
  void setRow(int start, int nodes) {
    rowStart = start;
    count = nodes;
  }

  /** Returns whether the nodes are a row. */
  boolean isRow() {
    return rowStart != NO_ROW;
  }

  /** Returns the position among all nodes of the one at an index. */
  int position(int index) {
    if (rowStart == NO_ROW) {
      return positions[index];
    }
    int position = rowStart + index;
    return position < all.size() ? position : position - all.size();
  }

  @Override
  public NodeInfo get(int index) {
    return all.get(position(index));
  }

  @Override
  public int size() {
    return count;
  }
}
