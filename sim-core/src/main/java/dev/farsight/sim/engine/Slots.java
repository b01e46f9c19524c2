package dev.farsight.sim.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of pending events. A slot is free, pending, or cancelled: a cancelled one stays taken
 * until the event list gives it back. Each slot has a generation, so that a handle of a former
 * event is known as such (until one slot has been used 2^32 times).
 */
final class Slots {

  private @Nullable Object[] objects = new @Nullable Object[128];
  private int[] generations = new int[64];
  private int[] free = new int[64];
  private int freeCount;
  private int count;

  /** Takes a free slot for an event. */
  int take(EventType<?> type, Subject subject) {
    int slot;
    if (freeCount > 0) {
      slot = free[--freeCount];
    } else {
      if (count == generations.length) {
        grow();
      }
      slot = count++;
      generations[slot] = 1;
    }
    objects[2 * slot] = type;
    objects[2 * slot + 1] = subject;
    return slot;
  }

  private void grow() {
    objects = Arrays.copyOf(objects, 4 * count);
    generations = Arrays.copyOf(generations, 2 * count);
    free = Arrays.copyOf(free, 2 * count);
  }

  /** Returns the handle of the present event of a slot: generation and slot. */
  long handle(int slot) {
    return (long) generations[slot] << 32 | slot;
  }

  /** Returns whether the event of a handle is pending. */
  boolean isPending(long handle) {
    int slot = (int) handle;
    return slot >= 0
        && slot < count
        && generations[slot] == (int) (handle >>> 32)
        && objects[2 * slot + 1] != null;
  }

  /** Returns the type of the event in a slot that is pending. */
  EventType<?> type(int slot) {
    EventType<?> type = (EventType<?>) objects[2 * slot];
    if (type == null) {
      throw new IllegalStateException("slot " + slot + " is free");
    }
    return type;
  }

  /** Returns what the event in a slot is about, or null if it was cancelled. */
  @Nullable Subject subject(int slot) {
    return (Subject) objects[2 * slot + 1];
  }

  /** Marks the event of a slot as cancelled. */
  void cancel(int slot) {
    objects[2 * slot + 1] = null;
    generations[slot]++;
  }

  /** Frees a slot that the event list gave back. */
  void release(int slot) {
    if (objects[2 * slot + 1] != null) {
      cancel(slot);
    }
    free[freeCount++] = slot;
  }
}
