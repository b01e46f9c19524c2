package dev.farsight.sim.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of pending events. A handle is a slot and its generation, which changes when the event
 * is executed or cancelled, so that the handle of a former event is known as such (until one slot
 * has been used 2^32 times).
 *
 * <p>A slot that was left keeps its subject until it is taken for another: the slot left last is
 * taken first, so that an event which schedules itself anew finds its subject where it was.
 */
final class Slots {

  private static final long GENERATION = -1L << 32;
  private static final long NEXT_GENERATION = 1L << 32;
  private static final int NONE = -1;

  private @Nullable Object[] subjects = new @Nullable Object[64];

  /**
   * Two numbers of each slot: that of its subject, and its generation beside the index of its type.
   * While a slot is free, the next free one stands there instead of a type.
   */
  private long[] numbers = new long[128];

  private int firstFree = NONE;
  private int count;

  /** Takes a slot for an event; returns its handle. */
  long take(int typeIndex, Subject subject) {
    int slot = firstFree == NONE ? add() : firstFree;
    if (subjects[slot] != subject) {
      subjects[slot] = subject;
      numbers[2 * slot] = subject.subjectId();
    }
    long state = numbers[2 * slot + 1];
    firstFree = (int) state;
    numbers[2 * slot + 1] = (state & GENERATION) | typeIndex;
    return (state & GENERATION) | slot;
  }

  private int add() {
    if (count == subjects.length) {
      subjects = Arrays.copyOf(subjects, 2 * count);
      numbers = Arrays.copyOf(numbers, 4 * count);
    }
    numbers[2 * count + 1] = NEXT_GENERATION | (NONE & ~GENERATION);
    return count++;
  }

  /** Returns whether the event of any handle is pending. */
  boolean isPending(long handle) {
    int slot = (int) handle;
    return slot >= 0 && slot < count && isCurrent(handle);
  }

  /** Returns whether the event of a handle that was given out is pending. */
  boolean isCurrent(long handle) {
    return ((numbers[2 * (int) handle + 1] ^ handle) & GENERATION) == 0;
  }

  /** Returns the index of the type of the pending event in a slot. */
  int typeIndex(int slot) {
    return (int) numbers[2 * slot + 1];
  }

  /** Returns what the event is about that has a slot or had it last. */
  Subject subject(int slot) {
    Subject subject = (Subject) subjects[slot];
    if (subject == null) {
      throw new IllegalStateException("slot " + slot + " was never taken");
    }
    return subject;
  }

  /** Returns the number of what the event is about that has a slot or had it last. */
  long subjectId(int slot) {
    return numbers[2 * slot];
  }

  /** Frees the slot of a pending event. */
  void release(int slot) {
    long generation = (numbers[2 * slot + 1] & GENERATION) + NEXT_GENERATION;
    numbers[2 * slot + 1] = generation | (firstFree & ~GENERATION);
    firstFree = slot;
  }
}
