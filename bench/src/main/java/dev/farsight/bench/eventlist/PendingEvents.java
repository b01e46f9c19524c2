package dev.farsight.bench.eventlist;

import dev.farsight.sim.engine.EventQueue;
import dev.farsight.sim.engine.HeapEventQueue;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.RadixWheelEventQueue;
import java.util.PriorityQueue;

/** An event list as the hold model uses it: events are numbers of timers. */
public abstract class PendingEvents {

  /** Adds an event at an instant in nanoseconds. */
  public abstract void add(long timeNanos, int timer);

  /** Removes the first event, adds it again later, and returns its former time. */
  public abstract long hold(long incrementNanos);

  /** Returns the timer that was held last. */
  public abstract int lastTimer();

  /** Returns an empty event list of a kind. */
  static PendingEvents of(String structure) {
    return switch (structure) {
      case "radixWheel" -> new Wheel();
      case "heap" -> new Heap();
      case "priorityQueue" -> new ReusedObjects();
      default -> PeerLists.of(structure);
    };
  }

  /** The event list of the engine. */
  private static final class Wheel extends PendingEvents {
    private final EventQueue queue = new RadixWheelEventQueue();
    private int last;

    @Override
    public void add(long timeNanos, int timer) {
      queue.add(EventQueue.key(timeNanos, Priority.STATE), timer);
    }

    @Override
    public long hold(long incrementNanos) {
      long key = queue.peekKey();
      last = (int) queue.poll();
      queue.add(key + (incrementNanos << EventQueue.PRIORITY_BITS), last);
      return EventQueue.timeNanos(key);
    }

    @Override
    public int lastTimer() {
      return last;
    }
  }

  /**
   * The plain heap that proves the order. It has code of its own, so that the proof does not leave
   * two kinds of list behind at the calls that are measured: a run has but one.
   */
  private static final class Heap extends PendingEvents {
    private final EventQueue queue = new HeapEventQueue();
    private int last;

    @Override
    public void add(long timeNanos, int timer) {
      queue.add(EventQueue.key(timeNanos, Priority.STATE), timer);
    }

    @Override
    public long hold(long incrementNanos) {
      long time = EventQueue.timeNanos(queue.peekKey());
      last = (int) queue.poll();
      add(time + incrementNanos, last);
      return time;
    }

    @Override
    public int lastTimer() {
      return last;
    }
  }

  /** The heap of the Java library with (time, sequence) order; the popped object is used again. */
  private static final class ReusedObjects extends PendingEvents {
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long sequence;
    private int last;

    private static final class Entry implements Comparable<Entry> {
      private long time;
      private long sequence;
      private int timer;

      @Override
      public int compareTo(Entry other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
      }
    }

    @Override
    public void add(long timeNanos, int timer) {
      Entry entry = new Entry();
      entry.timer = timer;
      put(entry, timeNanos);
    }

    private void put(Entry entry, long timeNanos) {
      entry.time = timeNanos;
      entry.sequence = sequence++;
      queue.add(entry);
    }

    @Override
    public long hold(long incrementNanos) {
      Entry entry = queue.remove();
      last = entry.timer;
      long time = entry.time;
      put(entry, time + incrementNanos);
      return time;
    }

    @Override
    public int lastTimer() {
      return last;
    }
  }
}
