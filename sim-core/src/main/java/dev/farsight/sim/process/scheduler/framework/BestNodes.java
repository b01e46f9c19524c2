package dev.farsight.sim.process.scheduler.framework;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * The names of some of many nodes, sorted; unmodifiable. It holds one bit for each node there is,
 * and looks for a name only when it is asked for: of hundreds of nodes that are equally good, one
 * is chosen.
 */
public final class BestNodes extends AbstractList<String> implements RandomAccess {

  private final String[] sortedNames;
  private final long[] chosen;
  private final int count;

  /**
   * Makes it.
   *
   * @param sortedNames names of all nodes, sorted; not to be changed any more
   * @param chosen one bit for each of them, set for those that are in the list; not to be changed
   *     any more
   * @param count how many bits are set
   */
  public BestNodes(String[] sortedNames, long[] chosen, int count) {
    this.sortedNames = sortedNames;
    this.chosen = chosen;
    this.count = count;
  }

  /** Returns an unmodifiable list of names: the given one, if it is one already. */
  public static List<String> copyOf(Collection<String> names) {
    return names instanceof BestNodes best ? best : List.copyOf(names);
  }

  @Override
  public String get(int index) {
    int skipped = index;
    for (int word = 0; word < chosen.length; word++) {
      int here = Long.bitCount(chosen[word]);
      if (skipped < here) {
        return sortedNames[(word << 6) + position(chosen[word], skipped)];
      }
      skipped -= here;
    }
    throw new IndexOutOfBoundsException(index + " of " + count);
  }

  /** Returns the position of a set bit after so many others. */
  private static int position(long word, int skipped) {
    long rest = word;
    for (int i = 0; i < skipped; i++) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }

  @Override
  public int size() {
    return count;
  }
}
