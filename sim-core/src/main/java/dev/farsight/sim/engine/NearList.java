package dev.farsight.sim.engine;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The sorted part of the wheel: pairs of key and handle in one array, ascending, equal keys in the
 * order of insertion. It is polled from its head and filled from its tail.
 */
final class NearList {

  /** Longs left free before the head, for events of earlier priority than the running one. */
  private static final int HEADROOM = 8;

  private static final int LEAST_LONGS = 256;

  /** Longs that are kept although few of them are needed. */
  private static final int KEPT_LONGS = 1 << 14;

  /** Longs of a list that is searched from its tail; longer ones are halved. */
  private static final int SHORT_LONGS = 64;

  /** How often the whole list may be moved before its events had better be elsewhere. */
  private static final long COSTLY = 4;

  /** Events that are distributed before they are sorted, at least. */
  private static final int BINNED = 20;

  private static final int BIN_BITS = 6;
  private static final int BIN_COUNT = 1 << BIN_BITS;

  private long[] entries = new long[LEAST_LONGS];
  private int head = HEADROOM;
  private int tail = HEADROOM;

  /** Longs moved by insertions while the list was long, since it was last filled. */
  private long movedCount;

  private final int[] bins = new int[BIN_COUNT];
  private long[] unsorted = {};

  boolean isEmpty() {
    return head == tail;
  }

  /** Returns how many events there are. */
  int size() {
    return (tail - head) >> 1;
  }

  /** Returns the first key; the list must not be empty. */
  long firstKey() {
    return entries[head];
  }

  /** Returns the handle of the first event; the list must not be empty. */
  long firstHandle() {
    return entries[head + 1];
  }

  void removeFirst() {
    head += 2;
  }

  /** Returns whether all events have one key; the list must not be empty. */
  boolean isOneKey() {
    return entries[head] == entries[tail - 2];
  }

  void forgetCost() {
    movedCount = 0;
  }

  /**
   * Inserts an event behind all events of the same key.
   *
   * @return whether the list is long and insertions have moved so much that its events had better
   *     be elsewhere
   */
  boolean insert(long key, long handle) {
    if (tail == entries.length) {
      makeRoom();
    }
    int length = tail - head;
    if (length <= 2) {
      insertIntoOne(length, key, handle);
      return false;
    }
    if (key < entries[head]) {
      prepend(key, handle);
      return false;
    }
    int hole = tail;
    boolean costly = false;
    if (length > SHORT_LONGS && key < entries[hole - 2]) {
      hole = openHole(key);
      costly = movedCount > COSTLY * (tail - head);
    } else {
      long[] list = entries;
      while (hole > head && list[hole - 2] > key) {
        list[hole] = list[hole - 2];
        list[hole + 1] = list[hole - 1];
        hole -= 2;
      }
      tail += 2;
    }
    entries[hole] = key;
    entries[hole + 1] = handle;
    return costly;
  }

  /**
   * Inserts an event into a list of one at most. Which of two random times comes first cannot be
   * predicted, so the two change places by a mask instead of a branch.
   */
  private void insertIntoOne(int length, long key, long handle) {
    long[] list = entries;
    if (length == 0) {
      head = HEADROOM;
      tail = HEADROOM + 2;
      list[HEADROOM] = key;
      list[HEADROOM + 1] = handle;
      return;
    }
    int first = head;
    long swap = (key - list[first]) >> (Long.SIZE - 1);
    long keyChange = (key ^ list[first]) & swap;
    long handleChange = (handle ^ list[first + 1]) & swap;
    list[first] ^= keyChange;
    list[first + 1] ^= handleChange;
    list[first + 2] = key ^ keyChange;
    list[first + 3] = handle ^ handleChange;
    tail = first + 4;
  }

  private void prepend(long key, long handle) {
    if (head == 0) {
      makeRoom();
    }
    head -= 2;
    entries[head] = key;
    entries[head + 1] = handle;
  }

  /** Opens a hole in a long list, by moving the shorter side. */
  private int openHole(long key) {
    int low = head >> 1;
    int high = tail >> 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entries[2 * middle] <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int hole = 2 * low;
    if (hole - head < tail - hole && head > 0) {
      System.arraycopy(entries, head, entries, head - 2, hole - head);
      movedCount += hole - head;
      head -= 2;
      return hole - 2;
    }
    System.arraycopy(entries, hole, entries, hole + 2, tail - hole);
    movedCount += tail - hole;
    tail += 2;
    return hole;
  }

  /** Moves the list away from the end of the array that it has come to, or to a longer array. */
  private void makeRoom() {
    int length = tail - head;
    long[] target = 2 * length < entries.length ? entries : new long[2 * entries.length];
    int start = ((target.length - length) >> 3) << 1;
    System.arraycopy(entries, head, target, start, length);
    entries = target;
    head = start;
    tail = start + length;
  }

  /** Removes all events, and makes sure that there is room for some. */
  void clear(int count) {
    int length = HEADROOM + 2 * count;
    if (length > entries.length || (entries.length > KEPT_LONGS && length < entries.length / 8)) {
      entries = new long[Math.max(LEAST_LONGS, 2 * Integer.highestOneBit(length))];
    }
    head = HEADROOM;
    tail = HEADROOM;
    movedCount = 0;
  }

  /** Takes all events of a bucket that is one key or in order. */
  void fill(WheelBuckets buckets, int bucket, int count) {
    clear(count);
    tail = buckets.moveTo(entries, head, bucket);
  }

  /** Takes all events of a bucket and sorts them. */
  void fillSorted(WheelBuckets buckets, int bucket, int count) {
    if (count < BINNED) {
      fill(buckets, bucket, count);
    } else {
      clear(count);
      if (unsorted.length < 2 * count) {
        unsorted = new long[2 * Integer.highestOneBit(2 * count)];
      }
      distribute(buckets.moveTo(unsorted, 0, bucket));
    }
    sort();
  }

  /**
   * Copies the unsorted events to the list, ordered by which of equal parts of time they are in.
   */
  private void distribute(int stop) {
    long[] source = unsorted;
    long least = source[0];
    long greatest = least;
    for (int i = 2; i < stop; i += 2) {
      least = Math.min(least, source[i]);
      greatest = Math.max(greatest, source[i]);
    }
    int shift = Math.max(0, Long.SIZE - BIN_BITS - Long.numberOfLeadingZeros(greatest - least));
    int[] places = bins;
    Arrays.fill(places, 0);
    for (int i = 0; i < stop; i += 2) {
      places[(int) ((source[i] - least) >>> shift)] += 2;
    }
    int place = head;
    for (int i = 0; i < BIN_COUNT; i++) {
      int length = places[i];
      places[i] = place;
      place += length;
    }
    long[] list = entries;
    for (int i = 0; i < stop; i += 2) {
      int bin = (int) ((source[i] - least) >>> shift);
      int at = places[bin];
      places[bin] = at + 2;
      list[at] = source[i];
      list[at + 1] = source[i + 1];
    }
    tail = place;
  }

  /** Sorts the list by insertion, which is fast when it is short or nearly sorted. */
  void sort() {
    long[] list = entries;
    for (int i = head + 2; i < tail; i += 2) {
      long key = list[i];
      if (key < list[i - 2]) {
        long handle = list[i + 1];
        int hole = i;
        do {
          list[hole] = list[hole - 2];
          list[hole + 1] = list[hole - 1];
          hole -= 2;
        } while (hole > head && list[hole - 2] > key);
        list[hole] = key;
        list[hole + 1] = handle;
      }
    }
  }

  /** Removes all events of a condition. */
  void removeIf(LongPredicate condition) {
    int end = head;
    for (int i = head; i < tail; i += 2) {
      if (!condition.test(entries[i + 1])) {
        entries[end] = entries[i];
        entries[end + 1] = entries[i + 1];
        end += 2;
      }
    }
    tail = end;
  }

  /** Hands out all events in order and is empty then. */
  void drain(WheelBuckets.Receiver receiver) {
    int stop = tail;
    tail = head;
    movedCount = 0;
    for (int i = head; i < stop; i += 2) {
      receiver.take(entries[i], entries[i + 1]);
    }
  }
}
