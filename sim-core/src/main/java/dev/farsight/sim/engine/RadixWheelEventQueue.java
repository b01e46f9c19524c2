package dev.farsight.sim.engine;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The fast event list: a radix wheel with a near list. Adding and polling take about the same time
 * from two pending events to a million; events of equal keys stay in the order of insertion without
 * sequence numbers.
 *
 * <p><b>Structure.</b> Keys are cut into digits of six bits. A base is kept, and no event in the
 * wheel has a smaller key. The level of a key is the highest digit in which it differs from the
 * base; its bucket within the level is the value of that digit. Every bucket of the lowest level in
 * use comes before every bucket of the next, and within a level buckets come in the order of their
 * digit. The near list is sorted and holds all events with keys below its end; it is polled from
 * its head and filled from its tail.
 *
 * <p><b>Refill</b>, when the near list is empty: take the first bucket. If it is of level 0 it is
 * one key and becomes the near list as it stands; if it is sparse it is sorted into the near list;
 * else the base moves to its least key and its events are put again, which spreads them over lower
 * levels. When few events are left in all, they all go to the near list, which then has no end.
 *
 * <p><b>Spill</b>, when inserting into the near list has cost more than putting its events back:
 * they go back to the wheel, with the present instant as base. Events of equal keys are always
 * together, because the level and bucket of a key depend on nothing but the key and the base.
 */
public final class RadixWheelEventQueue implements EventQueue {

  private static final int DIGIT_BITS = 6;
  private static final int BUCKET_COUNT = 1 << DIGIT_BITS;
  private static final int LEVEL_COUNT = (63 + DIGIT_BITS - 1) / DIGIT_BITS;
  private static final long PRIORITY_MASK = (1L << PRIORITY_BITS) - 1;

  /** Events in all, at most, that live in the near list alone. */
  private static final int FEW = 32;

  /** Events of a bucket, at most, that are sorted into the near list at once. */
  private static final int SPARSE = 32;

  /** Events that the near list may hold whatever inserting costs. */
  private static final int NEAR_LIMIT = 64;

  /** Longs left free before the head, for events of earlier priority than the running one. */
  private static final int HEADROOM = 8;

  /** Value of {@link #firstKey} when it has to be looked up. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final LongArrayPool arrays = new LongArrayPool();

  /** Contents of the buckets: pairs of key and handle, in the order of insertion. */
  private final long[][] buckets = new long[LEVEL_COUNT * BUCKET_COUNT][];

  /** How many longs of each bucket are in use: twice the number of its events. */
  private final int[] used = new int[LEVEL_COUNT * BUCKET_COUNT];

  /** One bit for each bucket that is not empty. */
  private final long[] occupied = new long[LEVEL_COUNT];

  /** One bit for each level that is not empty. */
  private int occupiedLevels;

  private long base;
  private int size;

  /** The near list: pairs of key and handle from head to tail, ascending. */
  private long[] near = arrays.take(4 * NEAR_LIMIT);

  private int head;
  private int tail;
  private long nearEnd = NONE;

  /** Longs moved by insertions since the near list was last filled. */
  private long movedCount;

  /** No event is due before this key: the instant last polled. */
  private long floor;

  /** Least key in the wheel while the near list is empty, or {@link #UNKNOWN}. */
  private long firstKey = UNKNOWN;

  /** Makes an empty event list. */
  public RadixWheelEventQueue() {
    Arrays.fill(buckets, LongArrayPool.EMPTY);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void add(long key, long handle) {
    size++;
    if (key < nearEnd) {
      insertNear(key, handle);
      if (tail - head > 2 * NEAR_LIMIT && movedCount > 4L * (tail - head)) {
        spill();
      }
    } else {
      put(key, handle);
      if (key < firstKey) {
        firstKey = key;
      }
    }
  }

  @Override
  public long peekKey() {
    if (head != tail) {
      return near[head];
    }
    if (size == 0) {
      return NONE;
    }
    if (firstKey == UNKNOWN) {
      firstKey = leastKey(firstBucket());
    }
    return firstKey;
  }

  @Override
  public long poll() {
    if (head == tail) {
      refill();
    }
    floor = near[head] & ~PRIORITY_MASK;
    long handle = near[head + 1];
    head += 2;
    size--;
    return handle;
  }

  private int firstBucket() {
    int level = Integer.numberOfTrailingZeros(occupiedLevels);
    return level * BUCKET_COUNT + Long.numberOfTrailingZeros(occupied[level]);
  }

  private long leastKey(int bucket) {
    long[] entries = buckets[bucket];
    long least = entries[0];
    for (int i = 2; i < used[bucket]; i += 2) {
      least = Math.min(least, entries[i]);
    }
    return least;
  }

  /** Puts an event into the wheel; its key is not below the base. */
  private void put(long key, long handle) {
    // The highest bit that differs, or bit 0 if none does.
    int level = (63 - Long.numberOfLeadingZeros((key ^ base) | 1)) / DIGIT_BITS;
    int digit = (int) (key >>> (level * DIGIT_BITS)) & (BUCKET_COUNT - 1);
    int bucket = level * BUCKET_COUNT + digit;
    int end = used[bucket];
    long[] entries = buckets[bucket];
    if (end == entries.length) {
      entries = arrays.grow(entries, end);
      buckets[bucket] = entries;
    }
    entries[end] = key;
    entries[end + 1] = handle;
    used[bucket] = end + 2;
    occupied[level] |= 1L << digit;
    occupiedLevels |= 1 << level;
  }

  /** Takes all events out of a bucket; its array is the caller's. */
  private long[] empty(int bucket) {
    long[] entries = buckets[bucket];
    buckets[bucket] = LongArrayPool.EMPTY;
    used[bucket] = 0;
    int level = bucket / BUCKET_COUNT;
    occupied[level] &= ~(1L << bucket);
    if (occupied[level] == 0) {
      occupiedLevels &= ~(1 << level);
    }
    return entries;
  }

  private void refill() {
    if (size == 0) {
      throw new IllegalStateException("the event list is empty");
    }
    while (true) {
      if (size <= FEW) {
        gatherAll();
        return;
      }
      int bucket = firstBucket();
      int end = used[bucket];
      if (bucket < BUCKET_COUNT) {
        takeAsNear(bucket, end);
        return;
      }
      if (end <= 2 * SPARSE) {
        sortIntoNear(bucket, end);
        return;
      }
      spread(bucket, end);
    }
  }

  /** Sorts all events into the near list, which then covers all times. */
  private void gatherAll() {
    startNear(NONE);
    while (occupiedLevels != 0) {
      int bucket = firstBucket();
      int end = used[bucket];
      long[] entries = empty(bucket);
      for (int i = 0; i < end; i += 2) {
        insertNear(entries[i], entries[i + 1]);
      }
      arrays.give(entries);
    }
    movedCount = 0;
  }

  /** Makes a bucket of one key the near list. */
  private void takeAsNear(int bucket, int end) {
    arrays.give(near);
    near = empty(bucket);
    base = near[0];
    startNearAfter(base);
    head = 0;
    tail = end;
  }

  private void sortIntoNear(int bucket, int end) {
    int level = bucket / BUCKET_COUNT;
    long[] entries = empty(bucket);
    base = entries[0] | ((1L << (level * DIGIT_BITS)) - 1);
    startNearAfter(base);
    for (int i = 0; i < end; i += 2) {
      insertNear(entries[i], entries[i + 1]);
    }
    arrays.give(entries);
    movedCount = 0;
  }

  private void spread(int bucket, int end) {
    base = firstKey == UNKNOWN ? leastKey(bucket) : firstKey;
    firstKey = base;
    long[] entries = empty(bucket);
    for (int i = 0; i < end; i += 2) {
      put(entries[i], entries[i + 1]);
    }
    arrays.give(entries);
  }

  private void startNearAfter(long key) {
    startNear(key == Long.MAX_VALUE ? NONE : key + 1);
  }

  private void startNear(long end) {
    nearEnd = end;
    firstKey = UNKNOWN;
    movedCount = 0;
    head = HEADROOM;
    tail = HEADROOM;
  }

  /** Inserts an event into the near list, behind all events of the same key. */
  private void insertNear(long key, long handle) {
    if (head == tail) {
      head = HEADROOM;
      tail = HEADROOM;
    } else if (key < near[head]) {
      prepend(key, handle);
      return;
    }
    if (tail == near.length) {
      makeRoom();
    }
    int hole = tail;
    if (hole - head > 2 * NEAR_LIMIT && key < near[hole - 2]) {
      hole = openHole(key);
    } else {
      while (hole > head && near[hole - 2] > key) {
        near[hole] = near[hole - 2];
        near[hole + 1] = near[hole - 1];
        hole -= 2;
      }
      movedCount += tail - hole;
      tail += 2;
    }
    near[hole] = key;
    near[hole + 1] = handle;
  }

  private void prepend(long key, long handle) {
    if (head == 0) {
      makeRoom();
    }
    head -= 2;
    near[head] = key;
    near[head + 1] = handle;
  }

  /** Opens a hole in a long near list, by moving the shorter side. */
  private int openHole(long key) {
    int low = head >> 1;
    int high = tail >> 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (near[2 * middle] <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int hole = 2 * low;
    if (hole - head < tail - hole && head > 0) {
      System.arraycopy(near, head, near, head - 2, hole - head);
      movedCount += hole - head;
      head -= 2;
      return hole - 2;
    }
    System.arraycopy(near, hole, near, hole + 2, tail - hole);
    movedCount += tail - hole;
    tail += 2;
    return hole;
  }

  /** Moves the near list to the middle of an array that is at least twice as long. */
  private void makeRoom() {
    int length = tail - head;
    long[] old = near;
    near = arrays.take(2 * length + 16);
    int start = ((near.length - length) >> 2) << 1;
    System.arraycopy(old, head, near, start, length);
    arrays.give(old);
    head = start;
    tail = start + length;
    movedCount += length;
  }

  /** Puts the events of the near list back into the wheel. */
  private void spill() {
    if (near[head] == near[tail - 2]) {
      movedCount = 0;
      return;
    }
    long least = Math.min(floor, near[head]);
    long[] entries = near;
    int from = head;
    int to = tail;
    near = arrays.take(4 * NEAR_LIMIT);
    startNear(least);
    rebase(least);
    for (int i = from; i < to; i += 2) {
      put(entries[i], entries[i + 1]);
    }
    arrays.give(entries);
  }

  /** Moves the base back, and whatever in the wheel lies elsewhere as seen from there. */
  private void rebase(long newBase) {
    long difference = newBase ^ base;
    base = newBase;
    if (difference == 0) {
      return;
    }
    int level = (63 - Long.numberOfLeadingZeros(difference)) / DIGIT_BITS;
    int lower = occupiedLevels & ((1 << level) - 1);
    while (lower != 0) {
      int from = Integer.numberOfTrailingZeros(lower);
      while (occupied[from] != 0) {
        int bucket = from * BUCKET_COUNT + Long.numberOfTrailingZeros(occupied[from]);
        int end = used[bucket];
        long[] entries = empty(bucket);
        for (int i = 0; i < end; i += 2) {
          put(entries[i], entries[i + 1]);
        }
        arrays.give(entries);
      }
      lower &= lower - 1;
    }
  }

  @Override
  public void removeIf(LongPredicate condition) {
    tail = keep(near, head, tail, condition);
    size = (tail - head) / 2;
    int levels = occupiedLevels;
    while (levels != 0) {
      int level = Integer.numberOfTrailingZeros(levels);
      long digits = occupied[level];
      while (digits != 0) {
        int bucket = level * BUCKET_COUNT + Long.numberOfTrailingZeros(digits);
        used[bucket] = keep(buckets[bucket], 0, used[bucket], condition);
        size += used[bucket] / 2;
        if (used[bucket] == 0) {
          arrays.give(empty(bucket));
        }
        digits &= digits - 1;
      }
      levels &= levels - 1;
    }
    firstKey = UNKNOWN;
  }

  private static int keep(long[] entries, int from, int to, LongPredicate condition) {
    int end = from;
    for (int i = from; i < to; i += 2) {
      if (!condition.test(entries[i + 1])) {
        entries[end] = entries[i];
        entries[end + 1] = entries[i + 1];
        end += 2;
      }
    }
    return end;
  }
}
