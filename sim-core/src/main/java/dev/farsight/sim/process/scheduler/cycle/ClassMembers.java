package dev.farsight.sim.process.scheduler.cycle;

import java.util.Arrays;

/**
 * Which nodes are in each class, one bit for each node by its position, as long as the classes that
 * have nodes are few: questions about hundreds of nodes in a row then take a few steps for each
 * class. Where there are more classes it is of no use, and says so.
 */
final class ClassMembers {

  /** With more classes than that, looking at the nodes one by one is quicker. */
  private static final int MOST_CLASSES = 64;

  private static final int NONE = -1;

  private int nodes;

  /** The classes that have nodes, in any order. */
  private final int[] classes = new int[MOST_CLASSES];

  private final int[] memberCounts = new int[MOST_CLASSES];
  private final long[][] bits = new long[MOST_CLASSES][];
  private int size;
  private boolean complete;

  /** For each class its index, or {@link #NONE}. */
  private int[] indexOf = new int[0];

  ClassMembers() {}

  /** Begins anew, with the class of each node by its position. */
  void reset(int[] classOf, int classBound) {
    nodes = classOf.length;
    size = 0;
    complete = true;
    Arrays.fill(bits, null);
    indexOf = new int[classBound];
    Arrays.fill(indexOf, NONE);
    for (int position = 0; position < nodes; position++) {
      add(classOf[position], position);
    }
  }

  /** Takes in that a node is of another class now. */
  void move(int from, int to, int position) {
    if (complete && from != to) {
      remove(from, position);
      add(to, position);
    }
  }

  private void add(int nodeClass, int position) {
    if (!complete) {
      return;
    }
    if (nodeClass >= indexOf.length) {
      int before = indexOf.length;
      indexOf = Arrays.copyOf(indexOf, nodeClass + nodeClass / 2 + 1);
      Arrays.fill(indexOf, before, indexOf.length, NONE);
    }
    int index = indexOf[nodeClass];
    if (index == NONE) {
      if (size == MOST_CLASSES) {
        complete = false;
        return;
      }
      index = size++;
      indexOf[nodeClass] = index;
      classes[index] = nodeClass;
      memberCounts[index] = 0;
      if (bits[index] == null) {
        bits[index] = new long[(nodes + Long.SIZE - 1) / Long.SIZE];
      }
    }
    bits[index][position >> 6] |= 1L << position;
    memberCounts[index]++;
  }

  /** Takes a node out of its class; the last class takes the place of one that has no nodes. */
  private void remove(int nodeClass, int position) {
    int index = indexOf[nodeClass];
    bits[index][position >> 6] &= ~(1L << position);
    if (--memberCounts[index] == 0) {
      indexOf[nodeClass] = NONE;
      size--;
      if (index < size) {
        long[] empty = bits[index];
        classes[index] = classes[size];
        memberCounts[index] = memberCounts[size];
        bits[index] = bits[size];
        bits[size] = empty;
        indexOf[classes[index]] = index;
      }
    }
  }

  /** Returns whether the classes are few enough to be held here. */
  boolean isComplete() {
    return complete;
  }

  /** Returns how many classes have nodes. */
  int size() {
    return size;
  }

  /** Returns the number of the class at an index. */
  int classAt(int index) {
    return classes[index];
  }

  /**
   * Returns the position of a node of a class among some in a row, -1 if there is none.
   *
   * @param index index of the class
   * @param start position of the first node in the row
   * @param count how many nodes there are in the row, which goes on with the first of all nodes
   *     after the last
   */
  int anyOf(int index, int start, int count) {
    int end = start + count;
    int found = next(bits[index], start, Math.min(end, nodes));
    return found >= 0 || end <= nodes ? found : next(bits[index], 0, end - nodes);
  }

  private static int next(long[] words, int from, int end) {
    for (int word = from >> 6; word << 6 < end; word++) {
      long members = words[word] & within(word, from, end);
      if (members != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(members);
      }
    }
    return -1;
  }

  /** Returns which bits of a word belong to positions of a range that meets the word. */
  private static long within(int word, int from, int end) {
    int first = word << 6;
    long low = from > first ? -1L << from : -1L;
    return end - first < Long.SIZE ? low & ~(-1L << end) : low;
  }

  /**
   * Collects the positions of the nodes of a class among some in a row, as {@link #anyOf} takes
   * them; returns how many numbers are in the array then.
   *
   * @param target where they are added; with room for them
   * @param filled how many numbers are in the array before
   */
  int collect(int index, int start, int count, int[] target, int filled) {
    int end = start + count;
    int free = collectRange(bits[index], start, Math.min(end, nodes), target, filled);
    return end <= nodes ? free : collectRange(bits[index], 0, end - nodes, target, free);
  }

  private static int collectRange(long[] words, int from, int end, int[] target, int filled) {
    int free = filled;
    for (int word = from >> 6; word << 6 < end; word++) {
      long members = words[word] & within(word, from, end);
      for (; members != 0; members &= members - 1) {
        target[free++] = (word << 6) + Long.numberOfTrailingZeros(members);
      }
    }
    return free;
  }

  /**
   * Marks the ranks of the nodes of a class among some in a row, as {@link #anyOf} takes them;
   * returns how many there are.
   *
   * @param rankOf rank of each node by its position
   * @param marked one bit for each rank
   */
  int mark(int index, int start, int count, int[] rankOf, long[] marked) {
    int end = start + count;
    int found = markRange(bits[index], start, Math.min(end, nodes), rankOf, marked);
    return end <= nodes ? found : found + markRange(bits[index], 0, end - nodes, rankOf, marked);
  }

  private static int markRange(long[] words, int from, int end, int[] rankOf, long[] marked) {
    int found = 0;
    for (int word = from >> 6; word << 6 < end; word++) {
      long members = words[word] & within(word, from, end);
      found += Long.bitCount(members);
      for (; members != 0; members &= members - 1) {
        int rank = rankOf[(word << 6) + Long.numberOfTrailingZeros(members)];
        marked[rank >> 6] |= 1L << rank;
      }
    }
    return found;
  }
}
