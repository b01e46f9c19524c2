package dev.farsight.sim.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock and the event list of one run.
 *
 * <p>Events are executed in the order (time, priority of their type, insertion). An event may be
 * scheduled for now with an earlier priority than the running one: it is next. Scheduling costs
 * what the event list costs; cancelling is O(1), because a cancelled event is only skipped when its
 * turn comes, and all of them are purged when they are a third of all. In steady state nothing is
 * allocated.
 *
 * <p><b>Quiescence.</b> An event type is either <em>progress</em> or <em>maintenance</em> (retries,
 * resyncs, samples, leases). A maintenance type says how far ahead its events are scheduled at
 * most; the longest of these is a <em>round</em>. A run is quiescent when no progress event is
 * pending and every event within one round after the last change of state has been executed: by
 * then each maintenance event has had its turn at least once since that change, and has changed
 * nothing. So nothing will ever happen again but more of the same. What a change of state is,
 * {@link #observeState} says. A progress event that maintenance schedules (an attempt within a
 * retry) keeps the run going while it is pending, but only a change of state starts a new round.
 */
public final class Simulator {

  /** Cancelled events, at most, that are left where they are however few others there are. */
  private static final int PURGE_MINIMUM = 64;

  /** The share of all events at which cancelled ones are dropped: a third was the quickest. */
  private static final int PURGE_SHARE = 3;

  /** Messages that may wait in one queue: some 120 MB. */
  private static final long MAX_MESSAGES = 5_000_000L;

  /** Types that there is room for at first: some more than the processes of a cluster declare. */
  private static final int TYPES = 128;

  private static final SimObserver[] NO_OBSERVERS = {};

  private final EventQueue queue;
  private final RunLimits limits;
  private final Checks checks;
  private final Slots slots = new Slots();
  private EventType<?>[] types = new EventType<?>[TYPES];
  private int typeCount;
  private final LongPredicate cancelled = this::isCancelled;
  private SimObserver[] observers = NO_OBSERVERS;
  private @Nullable LongSupplier stateVersion;
  private long now;
  private long executed;

  /** The instant of the event executed last; before the first one none. */
  private long instantNanos = -1;

  /** Events that were executed before that instant. */
  private long executedBefore;

  /** Events that may have been executed when another one of that instant has its turn. */
  private long executedLimit;

  private long digest = Digests.START;
  private long progressPending;
  private int cancelledCount;
  private long roundNanos;
  private long lastVersion;
  private long lastChangeNanos;

  /** Makes a simulator with the fast event list, default limits and no checks. */
  public Simulator() {
    this(new RadixWheelEventQueue(), RunLimits.DEFAULT);
  }

  /**
   * Makes a simulator without checks.
   *
   * @param queue event list, empty
   * @param limits bounds of the run
   */
  public Simulator(EventQueue queue, RunLimits limits) {
    this(queue, limits, Checks.OFF);
  }

  /**
   * Makes a simulator.
   *
   * @param queue event list, empty
   * @param limits bounds of the run
   * @param checks how much the run checks itself; with {@link Checks#RECOMPUTATION} the plain heap
   *     confirms every answer of the event list
   */
  public Simulator(EventQueue queue, RunLimits limits, Checks checks) {
    this.queue = checks.includes(Checks.RECOMPUTATION) ? new CheckedEventQueue(queue) : queue;
    this.limits = limits;
    this.checks = checks;
  }

  /** Returns the present time in nanoseconds since the start. */
  public long now() {
    return now;
  }

  /** Returns how much the run checks itself. */
  public Checks checks() {
    return checks;
  }

  /**
   * Declares an event type whose pending events keep the run going.
   *
   * @param name name in traces and digests, such as {@code kubelet.pod-ready}; need not be unique
   */
  public <S extends Subject> EventType<S> declare(
      String name, Priority priority, EventHandler<S> handler) {
    return add(new EventType<>(typeCount, name, priority, false, EventType.ANY_DELAY, handler));
  }

  /**
   * Declares an event type that only keeps things going, such as retries and resyncs.
   *
   * @param name name in traces and digests, such as {@code scheduler.flush}; need not be unique
   * @param longestPeriodNanos how far ahead its events are scheduled at most, in nanoseconds
   */
  public <S extends Subject> EventType<S> declareMaintenance(
      String name, Priority priority, long longestPeriodNanos, EventHandler<S> handler) {
    if (longestPeriodNanos < 0) {
      throw new IllegalArgumentException(
          "longestPeriodNanos = " + longestPeriodNanos + " of " + name + " is negative");
    }
    roundNanos = Math.max(roundNanos, longestPeriodNanos);
    return add(new EventType<>(typeCount, name, priority, true, longestPeriodNanos, handler));
  }

  private <S extends Subject> EventType<S> add(EventType<S> type) {
    if (type.index() == Slots.MAX_TYPES) {
      throw new IllegalStateException("a run has at most " + Slots.MAX_TYPES + " event types");
    }
    if (typeCount == types.length) {
      types = Arrays.copyOf(types, 2 * typeCount);
    }
    types[typeCount++] = type;
    return type;
  }

  /** Returns the declared types, in the order of their declaration; a copy. */
  public List<EventType<?>> eventTypes() {
    return List.of(Arrays.copyOf(types, typeCount));
  }

  /**
   * Says how to see whether the state has changed.
   *
   * @param stateVersion a counter that grows with each change; read after every event
   */
  public void observeState(LongSupplier stateVersion) {
    this.stateVersion = stateVersion;
    this.lastVersion = stateVersion.getAsLong();
  }

  /** Adds an observer of every executed event. */
  public void addObserver(SimObserver observer) {
    observers = Arrays.copyOf(observers, observers.length + 1);
    observers[observers.length - 1] = observer;
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
    long time = now + delayNanos;
    return scheduleAt(time < 0 ? Long.MAX_VALUE : time, type, subject);
  }

  /**
   * Schedules an event at an instant.
   *
   * @param timeNanos instant in nanoseconds since the start, from now to {@link
   *     EventQueue#LAST_NANOS}
   * @return handle for {@link #cancel}, never 0
   */
  public <S extends Subject> long scheduleAt(long timeNanos, EventType<S> type, S subject) {
    if (timeNanos < now
        || timeNanos > EventQueue.LAST_NANOS
        || timeNanos - now > type.longestDelayNanos()
        || !isDeclared(type)) {
      throw new IllegalArgumentException(refusal(timeNanos, type));
    }
    long handle = slots.take(type.index(), subject);
    if (!type.isMaintenance()) {
      progressPending++;
    }
    queue.add(timeNanos << EventQueue.PRIORITY_BITS | type.priorityBits(), handle);
    return handle;
  }

  private boolean isDeclared(EventType<?> type) {
    return type.index() < types.length && types[type.index()] == type;
  }

  private String refusal(long timeNanos, EventType<?> type) {
    String event = "timeNanos = " + timeNanos + " of " + type.name();
    if (timeNanos < now) {
      return event + " is before now = " + now;
    }
    if (timeNanos > EventQueue.LAST_NANOS) {
      return event + " is after the last instant " + EventQueue.LAST_NANOS;
    }
    if (!isDeclared(type)) {
      return event + " is of a type that another simulator declared";
    }
    return event
        + " is farther from now = "
        + now
        + " than the longest period declared, "
        + type.longestDelayNanos();
  }

  /** Returns whether the event of a handle is still to come. */
  public boolean isPending(long handle) {
    return slots.isPending(handle);
  }

  /** Cancels an event; returns whether it was still to come. */
  public boolean cancel(long handle) {
    if (!slots.isPending(handle)) {
      return false;
    }
    if (!types[Slots.typeIndex(handle)].isMaintenance()) {
      progressPending--;
    }
    slots.release(Slots.slot(handle));
    cancelledCount++;
    if (cancelledCount > PURGE_MINIMUM && cancelledCount > queue.size() / PURGE_SHARE) {
      queue.removeIf(cancelled);
      cancelledCount = 0;
    }
    return true;
  }

  private boolean isCancelled(long handle) {
    return !slots.isCurrent(handle);
  }

  /**
   * Runs until quiescent.
   *
   * @throws RunLimitExceededException if the run comes upon one of its limits
   */
  public void run() {
    advance(Long.MAX_VALUE, true);
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
    return advance(untilNanos, true);
  }

  /**
   * Executes all events up to an instant, quiescent or not, and sets the clock to it.
   *
   * @param untilNanos last instant whose events are executed, in nanoseconds since the start
   * @throws RunLimitExceededException if the run comes upon one of its limits
   */
  public void runUntil(long untilNanos) {
    advance(untilNanos, false);
    now = Math.max(now, untilNanos);
  }

  private boolean advance(long untilNanos, boolean stopWhenQuiescent) {
    while (true) {
      long key = queue.peekKey();
      if (key == EventQueue.NONE) {
        return true;
      }
      long time = EventQueue.timeNanos(key);
      if (stopWhenQuiescent && progressPending == 0 && time - lastChangeNanos > roundNanos) {
        return true;
      }
      if (time > untilNanos) {
        now = Math.max(now, untilNanos);
        return false;
      }
      long handle = queue.poll();
      if (slots.isCurrent(handle)) {
        execute(time, handle);
      } else {
        cancelledCount--;
      }
    }
  }

  private void execute(long time, long handle) {
    EventType<?> type = types[Slots.typeIndex(handle)];
    int slot = Slots.slot(handle);
    Subject subject = slots.subject(slot);
    slots.release(slot);
    if (!type.isMaintenance()) {
      progressPending--;
    }
    if (checks != Checks.OFF) {
      checkInvariants(time);
    }
    if (time != instantNanos) {
      beginInstant(time);
    }
    if (executed >= executedLimit) {
      throw limitExceeded(time, type, subject);
    }
    now = time;
    executed++;
    digest = Digests.fold(digest, time, type.digestKey(), slots.subjectId(slot));
    for (SimObserver observer : observers) {
      observer.onEvent(time, type.name(), subject);
    }
    type.execute(subject);
    if (stateVersion != null) {
      long version = stateVersion.getAsLong();
      if (version != lastVersion) {
        lastVersion = version;
        lastChangeNanos = now;
      }
    }
  }

  /** Turns the limits into one count, so that an event is compared with a single number. */
  private void beginInstant(long time) {
    instantNanos = time;
    executedBefore = executed;
    long left = time > limits.endNanos() ? 0 : limits.eventCount() - executed;
    executedLimit = executed + Math.min(left, limits.eventsAtOneInstantCount());
  }

  /**
   * Ends the run if one more pod is too much: a cluster that grows without bounds has no end.
   *
   * @param podCount pods that exist already
   * @param subjectName what the pod would belong to
   * @throws RunLimitExceededException if the limit on pods is reached
   */
  public void requireRoomForPod(long podCount, Supplier<String> subjectName) {
    if (podCount >= limits.podCount()) {
      throw new RunLimitExceededException(
          RunLimitExceededException.Limit.PODS,
          limits.podCount(),
          now,
          "pod.create",
          subjectName.get());
    }
  }

  /**
   * Ends the run if more messages wait in a queue than memory should hold.
   *
   * @param messageCount messages that would wait
   * @param subjectName name of the queue
   * @throws RunLimitExceededException if they are too many
   */
  public void requireRoomForMessages(long messageCount, String subjectName) {
    if (messageCount > MAX_MESSAGES) {
      throw new RunLimitExceededException(
          RunLimitExceededException.Limit.MESSAGES, MAX_MESSAGES, now, "load.arrival", subjectName);
    }
  }

  private RunLimitExceededException limitExceeded(long time, EventType<?> type, Subject subject) {
    RunLimitExceededException.Limit limit = RunLimitExceededException.Limit.END_TIME;
    long value = limits.endNanos();
    if (executed >= limits.eventCount()) {
      limit = RunLimitExceededException.Limit.EVENTS;
      value = limits.eventCount();
    } else if (executed - executedBefore >= limits.eventsAtOneInstantCount()) {
      limit = RunLimitExceededException.Limit.EVENTS_AT_ONE_INSTANT;
      value = limits.eventsAtOneInstantCount();
    }
    return new RunLimitExceededException(limit, value, time, type.name(), subject.subjectName());
  }

  private void checkInvariants(long time) {
    if (time < now) {
      throw new IllegalStateException("time went back from " + now + " to " + time + " ns");
    }
    if (progressPending < 0 || cancelledCount < 0 || cancelledCount > queue.size()) {
      throw new IllegalStateException(
          "counters of pending events are wrong: " + progressPending + ", " + cancelledCount);
    }
  }

  /** Returns how many events are pending, cancelled ones left out. */
  public int pendingEventCount() {
    return queue.size() - cancelledCount;
  }

  /** Returns how many events were executed. */
  public long executedEventCount() {
    return executed;
  }

  /** Returns the time of the last change of state in nanoseconds since the start. */
  public long lastChangeNanos() {
    return lastChangeNanos;
  }

  /**
   * Returns a 64-bit digest of (time, name of the type, id of the subject) of every executed event,
   * in order: equal digests mean equal runs.
   */
  public long digest() {
    return digest;
  }

  @Override
  public String toString() {
    return "Simulator[now="
        + now
        + ", pending="
        + pendingEventCount()
        + ", executed="
        + executed
        + "]";
  }
}
