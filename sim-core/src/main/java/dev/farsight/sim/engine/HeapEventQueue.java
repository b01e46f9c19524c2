package dev.farsight.sim.engine;

import java.util.Arrays;

/** The plain event list: a binary heap over (time, key). Adding and polling take O(log n). */
public final class HeapEventQueue implements EventQueue {

  private long[] times = new long[64];
  private long[] keys = new long[64];
  private int[] slots = new int[64];
  private int size;

  /** Makes an empty event list. */
  public HeapEventQueue() {}

  @Override
  public void add(long timeNanos, long key, int slot) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
      slots = Arrays.copyOf(slots, size * 2);
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!before(timeNanos, key, times[parent], keys[parent])) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, timeNanos, key, slot);
  }

  @Override
  public long peekTimeNanos() {
    return size == 0 ? NONE : times[0];
  }

  @Override
  public int poll() {
    if (size == 0) {
      throw new IllegalStateException("the event list is empty");
    }
    int first = slots[0];
    size--;
    if (size > 0) {
      siftDown(times[size], keys[size], slots[size]);
    }
    return first;
  }

  @Override
  public int size() {
    return size;
  }

  private void siftDown(long time, long key, int slot) {
    int hole = 0;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size
          && before(times[child + 1], keys[child + 1], times[child], keys[child])) {
        child++;
      }
      if (!before(times[child], keys[child], time, key)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, time, key, slot);
  }

  private static boolean before(long time, long key, long otherTime, long otherKey) {
    return time < otherTime || (time == otherTime && key < otherKey);
  }

  private void move(int from, int to) {
    times[to] = times[from];
    keys[to] = keys[from];
    slots[to] = slots[from];
  }

  private void put(int index, long time, long key, int slot) {
    times[index] = time;
    keys[index] = key;
    slots[index] = slot;
  }
}
