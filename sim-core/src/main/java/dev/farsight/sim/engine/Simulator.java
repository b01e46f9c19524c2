package dev.farsight.sim.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the event list of one run.
 *
 * <p>Events run in the order (time, priority of their type, insertion). Scheduling costs what the
 * event list costs, cancelling is O(1). A run is <em>quiescent</em> when no progress event is
 * pending and a whole round of maintenance (the longest period that any maintenance type declared)
 * has passed without a change of state: then nothing will ever happen again but more of the same.
 */
public final class Simulator {

  private static final int SEQUENCE_BITS = 60;

  private final EventQueue queue;
  private final RunLimits limits;
  private final List<EventType<?>> types = new ArrayList<>();
  private final List<SimObserver> observers = new ArrayList<>();
  private EventType<?>[] slotTypes = new EventType<?>[64];
  private @Nullable Subject[] slotSubjects = new @Nullable Subject[64];
  private int[] slotGenerations = new int[64];
  private int[] freeSlots = new int[64];
  private int freeSlotCount;
  private int slotCount;
  private long now;
  private long sequence;
  private long executed;
  private long executedAtInstant;
  private long digest = 0x243F6A8885A308D3L;
  private long progressPending;
  private long roundNanos;
  private LongSupplier stateVersion = () -> 0;
  private long lastVersion;
  private long lastChangeNanos;

  /** Makes a simulator with the plain heap and default limits. */
  public Simulator() {
    this(new HeapEventQueue(), RunLimits.DEFAULT);
  }

  /**
   * Makes a simulator.
   *
   * @param queue event list, empty
   * @param limits bounds of the run
   */
  public Simulator(EventQueue queue, RunLimits limits) {
    this.queue = queue;
    this.limits = limits;
  }

  /** Returns the present time in nanoseconds since the start. */
  public long now() {
    return now;
  }

  /** Declares an event type whose pending events keep the run going. */
  public <S extends Subject> EventType<S> declare(
      String name, Priority priority, EventHandler<S> handler) {
    return add(new EventType<>(types.size(), name, priority, false, handler));
  }

  /**
   * Declares an event type that only keeps things going, such as retries and resyncs.
   *
   * @param longestPeriodNanos time in nanoseconds within which its events have tried everything
   *     once
   */
  public <S extends Subject> EventType<S> declareMaintenance(
      String name, Priority priority, long longestPeriodNanos, EventHandler<S> handler) {
    roundNanos = Math.max(roundNanos, longestPeriodNanos);
    return add(new EventType<>(types.size(), name, priority, true, handler));
  }

  private <S extends Subject> EventType<S> add(EventType<S> type) {
    types.add(type);
    return type;
  }

  /** Returns the declared types, in the order of their declaration; a copy. */
  public List<EventType<?>> eventTypes() {
    return List.copyOf(types);
  }

  /** Says how to see whether the state has changed: a counter that grows with each change. */
  public void observeState(LongSupplier stateVersion) {
    this.stateVersion = stateVersion;
  }

  /** Adds an observer of every executed event. */
  public void addObserver(SimObserver observer) {
    observers.add(observer);
  }

  /**
   * Schedules an event.
   *
   * @param delayNanos time from now in nanoseconds, at least 0
   * @return handle for {@link #cancel}, never 0
   */
  public <S extends Subject> long schedule(long delayNanos, EventType<S> type, S subject) {
    if (delayNanos < 0) {
      throw new IllegalArgumentException(
          "delayNanos = " + delayNanos + " of " + type.name() + " lies in the past");
    }
    return scheduleAt(Math.addExact(now, delayNanos), type, subject);
  }

  /**
   * Schedules an event at an instant.
   *
   * @param timeNanos instant in nanoseconds since the start, not before now
   * @return handle for {@link #cancel}, never 0
   */
  public <S extends Subject> long scheduleAt(long timeNanos, EventType<S> type, S subject) {
    if (timeNanos < now) {
      throw new IllegalArgumentException(
          "timeNanos = " + timeNanos + " of " + type.name() + " is before now = " + now);
    }
    int slot = takeSlot();
    slotTypes[slot] = type;
    slotSubjects[slot] = subject;
    if (!type.isMaintenance()) {
      progressPending++;
    }
    queue.add(timeNanos, ((long) type.priority().ordinal() << SEQUENCE_BITS) | sequence++, slot);
    return ((long) slotGenerations[slot] << 32) | slot;
  }

  /** Returns whether the event of a handle is still to come. */
  public boolean isPending(long handle) {
    int slot = (int) handle;
    return slot >= 0
        && slot < slotCount
        && slotGenerations[slot] == (int) (handle >>> 32)
        && slotSubjects[slot] != null;
  }

  /** Cancels an event; returns whether it was still to come. */
  public boolean cancel(long handle) {
    if (!isPending(handle)) {
      return false;
    }
    int slot = (int) handle;
    if (!slotTypes[slot].isMaintenance()) {
      progressPending--;
    }
    slotSubjects[slot] = null;
    slotGenerations[slot]++;
    return true;
  }

  /**
   * Runs until quiescent, or until an instant.
   *
   * @param untilNanos last instant whose events are executed, in nanoseconds since the start
   * @return whether the run became quiescent; the clock then stands at the last event, else at the
   *     instant given
   * @throws RunLimitExceededException if the run comes upon one of its limits
   */
  public boolean run(long untilNanos) {
    while (true) {
      long next = queue.peekTimeNanos();
      if (next == EventQueue.NONE || isQuiescentBefore(next)) {
        return true;
      }
      if (next > untilNanos) {
        now = Math.max(now, untilNanos);
        return false;
      }
      executeNext(next);
    }
  }

  private boolean isQuiescentBefore(long next) {
    return progressPending == 0 && next > lastChangeNanos + roundNanos;
  }

  private void executeNext(long time) {
    int slot = queue.poll();
    Subject subject = slotSubjects[slot];
    EventType<?> type = slotTypes[slot];
    releaseSlot(slot);
    if (subject == null) {
      return;
    }
    countEvent(time);
    if (!type.isMaintenance()) {
      progressPending--;
    }
    fold(time, type, subject);
    for (SimObserver observer : observers) {
      observer.onEvent(time, type.name(), subject);
    }
    type.execute(subject);
    long version = stateVersion.getAsLong();
    if (version != lastVersion) {
      lastVersion = version;
      lastChangeNanos = now;
    }
  }

  private void countEvent(long time) {
    executedAtInstant = time == now ? executedAtInstant + 1 : 1;
    now = time;
    if (++executed > limits.eventCount()) {
      throw new RunLimitExceededException(
          "more than " + limits.eventCount() + " events; raise the limit or shorten the run");
    }
    if (executedAtInstant > limits.eventsAtOneInstantCount()) {
      throw new RunLimitExceededException(
          "more than "
              + limits.eventsAtOneInstantCount()
              + " events at one instant, "
              + time
              + " ns; maybe two controllers answer each other without any latency");
    }
  }

  private void fold(long time, EventType<?> type, Subject subject) {
    digest = mix(digest ^ time);
    digest = mix(digest ^ type.index());
    digest = mix(digest ^ subject.subjectId());
  }

  /** Finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private int takeSlot() {
    if (freeSlotCount > 0) {
      return freeSlots[--freeSlotCount];
    }
    if (slotCount == slotTypes.length) {
      int capacity = slotCount * 2;
      slotTypes = Arrays.copyOf(slotTypes, capacity);
      slotSubjects = Arrays.copyOf(slotSubjects, capacity);
      slotGenerations = Arrays.copyOf(slotGenerations, capacity);
      freeSlots = Arrays.copyOf(freeSlots, capacity);
    }
    slotGenerations[slotCount] = 1;
    return slotCount++;
  }

  private void releaseSlot(int slot) {
    if (slotSubjects[slot] != null) {
      slotSubjects[slot] = null;
      slotGenerations[slot]++;
    }
    freeSlots[freeSlotCount++] = slot;
  }

  /** Returns how many events were executed. */
  public long executedEventCount() {
    return executed;
  }

  /** Returns the time of the last change of state in nanoseconds since the start. */
  public long lastChangeNanos() {
    return lastChangeNanos;
  }

  /** Returns a 64-bit digest of (time, type, subject) of every executed event, in order. */
  public long digest() {
    return digest;
  }

  @Override
  public String toString() {
    return "Simulator[now=" + now + ", pending=" + queue.size() + ", executed=" + executed + "]";
  }
}
