package dev.farsight.sim.engine;

import java.util.function.LongPredicate;

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
  public void add(long key, long handle) {
    queue.add(key, handle);
    oracle.add(key, handle);
  }

  @Override
  public long peekKey() {
    return agreed("first key", oracle.peekKey(), queue.peekKey());
  }

  @Override
  public long poll() {
    return agreed("first handle", oracle.poll(), queue.poll());
  }

  @Override
  public int size() {
    return (int) agreed("size", oracle.size(), queue.size());
  }

  @Override
  public void removeIf(LongPredicate condition) {
    oracle.removeIf(condition);
    queue.removeIf(condition);
  }

  private static long agreed(String what, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "the event list says " + what + " = " + actual + ", the plain heap " + expected);
    }
    return actual;
  }
}
