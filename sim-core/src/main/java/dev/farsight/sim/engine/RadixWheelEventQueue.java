package dev.farsight.sim.engine;

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
 * <p><b>Refill</b>, when the near list is empty: take the first bucket. If it is one key, as each
 * of level 0 is, it becomes the near list as it stands; if it is sparse it is sorted into the near
 * list; else the base moves to its least key and its events are put again, which spreads them over
 * lower levels. When few events are left in all, they all go to the near list, which then has no
 * end.
 *
 * <p><b>Spill</b>, when inserting into the near list has cost more than putting its events back:
 * they go back to the wheel, with the present instant as base. Events of equal keys are always
 * together, because the level and bucket of a key depend on nothing but the key and the base.
 */
public final class RadixWheelEventQueue implements EventQueue {

  private static final int DIGIT_BITS = 6;
  private static final int BUCKET_COUNT = 1 << DIGIT_BITS;
  private static final int LEVEL_COUNT = (63 + DIGIT_BITS - 1) / DIGIT_BITS;

  /** Events in all, at most, that live in the near list alone. */
  private static final int FEW = 32;

  /** Events of a bucket, at most, that are sorted into the near list whatever else is pending. */
  private static final int SPARSE = 128;

  /** Events of a bucket, at most, that are sorted into the near list if they are few of all. */
  private static final int SORTABLE = 512;

  /** Share of all events, at most, that the near list is to hold if they are many. */
  private static final int NEAR_SHARE = 16;

  /** Value of {@link #firstKey} when it has to be looked up. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final WheelBuckets buckets = new WheelBuckets(LEVEL_COUNT);
  private final WheelBuckets.Receiver put = this::put;
  private long base;

  /** Events in the buckets. */
  private int wheelSize;

  private final NearList near = new NearList();
  private final WheelBuckets.Receiver insertNear = near::insert;
  private long nearEnd = NONE;

  /** The key last polled: no event is due before its instant. */
  private long lastKey;

  /** Least key in the wheel while the near list is empty, or {@link #UNKNOWN}. */
  private long firstKey = UNKNOWN;

  /** Makes an empty event list. */
  public RadixWheelEventQueue() {}

  @Override
  public int size() {
    return near.size() + wheelSize;
  }

  @Override
  public void add(long key, long handle) {
    if (key < nearEnd) {
      if (near.insert(key, handle)) {
        spill();
      }
    } else {
      put(key, handle);
      wheelSize++;
      if (key < firstKey) {
        firstKey = key;
      }
    }
  }

  @Override
  public long peekKey() {
    if (!near.isEmpty()) {
      return near.firstKey();
    }
    if (wheelSize == 0) {
      return NONE;
    }
    if (firstKey == UNKNOWN) {
      firstKey = buckets.leastKey(buckets.first());
    }
    return firstKey;
  }

  @Override
  public long poll() {
    if (near.isEmpty()) {
      refill();
    }
    lastKey = near.firstKey();
    long handle = near.firstHandle();
    near.removeFirst();
    return handle;
  }

  /** Puts an event into the wheel; its key is not below the base. */
  private void put(long key, long handle) {
    // The highest bit that differs, or bit 0 if none does.
    int level = (63 - Long.numberOfLeadingZeros((key ^ base) | 1)) / DIGIT_BITS;
    int digit = (int) (key >>> (level * DIGIT_BITS)) & (BUCKET_COUNT - 1);
    buckets.append(level * BUCKET_COUNT + digit, key, handle);
  }

  private void refill() {
    if (wheelSize == 0) {
      throw new IllegalStateException("the event list is empty");
    }
    buckets.trim();
    while (true) {
      if (wheelSize <= FEW) {
        gatherAll();
        return;
      }
      int bucket = buckets.first();
      if (bucket < BUCKET_COUNT) {
        takeAsNear(bucket);
        return;
      }
      int count = buckets.countUpTo(SORTABLE, bucket);
      if (count <= SPARSE || (count <= SORTABLE && count <= wheelSize / NEAR_SHARE)) {
        sortIntoNear(bucket, count);
        return;
      }
      if (buckets.isOneKey(bucket)) {
        takeAsNear(bucket);
        return;
      }
      spread(bucket);
    }
  }

  /** Sorts all events into the near list, which then covers all times. */
  private void gatherAll() {
    near.clear(wheelSize);
    wheelSize = 0;
    startNear(NONE);
    while (buckets.occupiedLevels() != 0) {
      buckets.drain(buckets.first(), insertNear);
    }
  }

  /** Makes a bucket of one key the near list. */
  private void takeAsNear(int bucket) {
    int count = buckets.countUpTo(wheelSize, bucket);
    near.fill(buckets, bucket, count);
    wheelSize -= count;
    base = near.firstKey();
    startNearAfter(base);
  }

  private void sortIntoNear(int bucket, int count) {
    int level = bucket / BUCKET_COUNT;
    near.fillSorted(buckets, bucket, count);
    wheelSize -= count;
    base = near.firstKey() | ((1L << (level * DIGIT_BITS)) - 1);
    startNearAfter(base);
  }

  private void spread(int bucket) {
    base = firstKey == UNKNOWN ? buckets.leastKey(bucket) : firstKey;
    firstKey = base;
    buckets.drain(bucket, put);
  }

  private void startNearAfter(long key) {
    startNear(key == Long.MAX_VALUE ? NONE : key + 1);
  }

  private void startNear(long end) {
    nearEnd = end;
    firstKey = UNKNOWN;
  }

  /** Puts the events of the near list back into the wheel. */
  private void spill() {
    if (near.isOneKey()) {
      near.forgetCost();
      return;
    }
    long now = lastKey >>> PRIORITY_BITS << PRIORITY_BITS;
    long least = Math.min(now, near.firstKey());
    startNear(least);
    rebase(least);
    wheelSize += near.size();
    near.drain(put);
  }

  /** Moves the base back, and whatever in the wheel lies elsewhere as seen from there. */
  private void rebase(long newBase) {
    long difference = newBase ^ base;
    base = newBase;
    if (difference == 0) {
      return;
    }
    int level = (63 - Long.numberOfLeadingZeros(difference)) / DIGIT_BITS;
    int lower = buckets.occupiedLevels() & ((1 << level) - 1);
    while (lower != 0) {
      int from = Integer.numberOfTrailingZeros(lower);
      while (!buckets.isEmpty(from)) {
        buckets.drain(buckets.firstOf(from), put);
      }
      lower &= lower - 1;
    }
  }

  @Override
  public void removeIf(LongPredicate condition) {
    near.removeIf(condition);
    wheelSize = buckets.removeIf(condition);
    firstKey = UNKNOWN;
  }
}
