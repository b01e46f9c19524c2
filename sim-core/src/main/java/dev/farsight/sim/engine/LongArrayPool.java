package dev.farsight.sim.engine;

import java.util.Arrays;

/**
 * Arrays that were given back, to be taken again; their lengths are powers of two. What is kept
 * stays below {@value #KEPT_SHARE} times what is in use (and a small constant), so that the memory
 * of a burst is not held for ever.
 */
final class LongArrayPool {

  /** An array without room. */
  static final long[] EMPTY = {};

  private static final int LEAST_BITS = 4;
  private static final int KEPT_SHARE = 3;
  private static final int KEPT_ALWAYS = 1 << 16;

  private final long[][][] kept = new long[31][8][];
  private final int[] keptCounts = new int[31];
  private long keptLongs;
  private long usedLongs;

  /** Returns an array of at least a length; its contents are undefined. */
  long[] take(int length) {
    int bits = Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(length - 1));
    usedLongs += 1L << bits;
    return keptCounts[bits] > 0 ? pop(bits) : new long[1 << bits];
  }

  /** Returns an array of twice the length with the same beginning; the old one is given back. */
  long[] grow(long[] old, int used) {
    long[] grown = take(Math.max(1 << LEAST_BITS, 2 * old.length));
    System.arraycopy(old, 0, grown, 0, used);
    give(old);
    return grown;
  }

  /** Gives an array back that was taken from here. */
  void give(long[] array) {
    if (array.length == 0) {
      return;
    }
    usedLongs -= array.length;
    push(31 - Integer.numberOfLeadingZeros(array.length), array);
    long most = KEPT_SHARE * usedLongs + KEPT_ALWAYS;
    int bits = 30;
    while (keptLongs > most) {
      if (keptCounts[bits] > 0) {
        pop(bits);
      } else {
        bits--;
      }
    }
  }

  private void push(int bits, long[] array) {
    if (keptCounts[bits] == kept[bits].length) {
      kept[bits] = Arrays.copyOf(kept[bits], 2 * keptCounts[bits]);
    }
    kept[bits][keptCounts[bits]++] = array;
    keptLongs += array.length;
  }

  private long[] pop(int bits) {
    int last = --keptCounts[bits];
    long[] array = kept[bits][last];
    kept[bits][last] = EMPTY;
    keptLongs -= array.length;
    return array;
  }

  /** Returns how many longs lie in arrays that were given back. */
  long keptLongs() {
    return keptLongs;
  }
}
