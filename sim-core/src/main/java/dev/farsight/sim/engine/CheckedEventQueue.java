package dev.farsight.sim.engine;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** An event list that asks the plain heap as well and refuses to go on when the two differ. */
public final class CheckedEventQueue implements EventQueue {

  private final EventQueue queue;
  private final HeapEventQueue oracle = new HeapEventQueue();

  /**
   * Makes a checked event list.
   *
   * @param queue the event list to check, empty
   */
  public CheckedEventQueue(EventQueue queue) {
    this.queue = queue;
  }

  @Override
  public void add(long key, int slot) {
    queue.add(key, slot);
    oracle.add(key, slot);
  }

  @Override
  public long peekKey() {
    return agreed("first key", oracle.peekKey(), queue.peekKey());
  }

  @Override
  public int poll() {
    return (int) agreed("first slot", oracle.poll(), queue.poll());
  }

  @Override
  public int size() {
    return (int) agreed("size", oracle.size(), queue.size());
  }

  @Override
  public void removeIf(IntPredicate condition) {
    // The condition may have effects, so it is asked once for each slot.
    BitSet removed = new BitSet();
    oracle.removeIf(
        slot -> {
          boolean holds = condition.test(slot);
          removed.set(slot, holds);
          return holds;
        });
    queue.removeIf(removed::get);
  }

  private static long agreed(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "the event list says " + what + " = " + actual + ", the plain heap " + expected);
    }
    return actual;
  }
}
