package dev.farsight.sim.engine;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The plain event list: a binary heap over (key, insertion). Adding and polling take O(log n). It
 * is the oracle of {@link RadixWheelEventQueue}.
 */
public final class HeapEventQueue implements EventQueue {

  private long[] keys = new long[64];
  private long[] sequences = new long[64];
  private long[] handles = new long[64];
  private int size;
  private long nextSequence;

  /** Makes an empty event list. */
  public HeapEventQueue() {}

  @Override
  public void add(long key, long handle) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      sequences = Arrays.copyOf(sequences, size * 2);
      handles = Arrays.copyOf(handles, size * 2);
    }
    long sequence = nextSequence++;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!before(key, sequence, parent)) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, key, sequence, handle);
  }

  @Override
  public long peekKey() {
    return size == 0 ? NONE : keys[0];
  }

  @Override
  public long poll() {
    if (size == 0) {
      throw new IllegalStateException("the event list is empty");
    }
    long first = handles[0];
    size--;
    siftDown(0, keys[size], sequences[size], handles[size]);
    return first;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void removeIf(LongPredicate condition) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!condition.test(handles[i])) {
        move(i, kept++);
      }
    }
    size = kept;
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i, keys[i], sequences[i], handles[i]);
    }
  }

  private void siftDown(int from, long key, long sequence, long handle) {
    int hole = from;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(keys[child + 1], sequences[child + 1], child)) {
        child++;
      }
      if (before(key, sequence, child)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, key, sequence, handle);
  }

  private boolean before(long key, long sequence, int other) {
    return key < keys[other] || (key == keys[other] && sequence < sequences[other]);
  }

  private void move(int from, int to) {
    put(to, keys[from], sequences[from], handles[from]);
  }

  private void put(int index, long key, long sequence, long handle) {
    keys[index] = key;
    sequences[index] = sequence;
    handles[index] = handle;
  }
}
