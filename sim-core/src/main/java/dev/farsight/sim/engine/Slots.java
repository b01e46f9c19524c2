package dev.farsight.sim.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data of pending events. A handle is, from its highest bit on, a generation, the type of the
 * event and its slot. The generation of a slot changes when its event is executed or cancelled, so
 * that the handle of a former event is known as such. A slot that has been used 2^26 times has no
 * more generations and is left alone.
 *
 * <p>A slot that was left keeps its subject until it is taken for another: the slot left last is
 * taken first, so that an event which schedules itself anew finds its subject where it was.
 */
final class Slots {

  /** How many types a run may have. */
  static final int MAX_TYPES = 1 << 14;

  private static final int SLOT_BITS = 24;
  private static final int GENERATION_SHIFT = SLOT_BITS + 14;
  private static final int SLOT = (1 << SLOT_BITS) - 1;
  private static final long GENERATION = -1L << GENERATION_SHIFT;
  private static final long NEXT_GENERATION = 1L << GENERATION_SHIFT;

  /** No slot; so many events may be pending at a time. */
  private static final int NONE = SLOT;

  /** An array of subjects, so that reading one does not have to look at it for a cast. */
  private @Nullable Subject[] subjects = new @Nullable Subject[64];

  /**
   * Two numbers of each slot: that of its subject, and its generation beside the next free slot,
   * which counts while it is free.
   */
  private long[] numbers = new long[128];

  private int firstFree = NONE;
  private int count;

  /** Returns the slot in a handle. */
  static int slot(long handle) {
    return (int) handle & SLOT;
  }

  /** Returns the index of the type in a handle. */
  static int typeIndex(long handle) {
    return (int) (handle >>> SLOT_BITS) & (MAX_TYPES - 1);
  }

  /** Takes a slot for an event; returns its handle. */
  long take(int typeIndex, Subject subject) {
    int slot = firstFree == NONE ? add() : firstFree;
    if (subjects[slot] != subject) {
      subjects[slot] = subject;
      numbers[2 * slot] = subject.subjectId();
    }
    long state = numbers[2 * slot + 1];
    firstFree = slot(state);
    return (state & GENERATION) | (long) typeIndex << SLOT_BITS | slot;
  }

  private int add() {
    if (count == NONE) {
      throw new IllegalStateException(NONE + " events are pending, no more can be scheduled");
    }
    if (count == subjects.length) {
      subjects = Arrays.copyOf(subjects, 2 * count);
      numbers = Arrays.copyOf(numbers, 4 * count);
    }
    numbers[2 * count + 1] = NEXT_GENERATION | NONE;
    return count++;
  }

  /** Returns whether the event of any handle is pending. */
  boolean isPending(long handle) {
    return (handle & GENERATION) != 0 && slot(handle) < count && isCurrent(handle);
  }

  /** Returns whether the event of a handle that was given out is pending. */
  boolean isCurrent(long handle) {
    return ((numbers[2 * slot(handle) + 1] ^ handle) & GENERATION) == 0;
  }

  /** Returns what the event is about that has a slot or had it last. */
  Subject subject(int slot) {
    Subject subject = subjects[slot];
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
    numbers[2 * slot + 1] = generation | firstFree;
    if (generation != 0) {
      firstFree = slot;
    }
  }
}
