package dev.farsight.sim.engine;

/**
 * One kind of event of one process: its name, its place among simultaneous events, its handler.
 * Declared once per run with {@link Simulator#declare} or {@link Simulator#declareMaintenance}.
 *
 * @param <S> what its events are about
 */
public final class EventType<S extends Subject> {

  /** Longest delay of a type whose events keep the run going. */
  static final long ANY_DELAY = Long.MAX_VALUE;

  private final int index;
  private final String name;
  private final Priority priority;
  private final boolean maintenance;
  private final long longestDelayNanos;
  private final EventHandler<S> handler;
  private final int priorityBits;
  private final long digestKey;

  EventType(
      int index,
      String name,
      Priority priority,
      boolean maintenance,
      long longestDelayNanos,
      EventHandler<S> handler) {
    this.index = index;
    this.name = name;
    this.priority = priority;
    this.maintenance = maintenance;
    this.longestDelayNanos = longestDelayNanos;
    this.handler = handler;
    this.priorityBits = priority.ordinal();
    this.digestKey = Digests.mix(Subject.idOf(name));
  }

  /** Returns the position among the declared types of the run, from 0. */
  public int index() {
    return index;
  }

  /** Returns the name, such as {@code kubelet.pod-ready}. */
  public String name() {
    return name;
  }

  /** Returns the place among simultaneous events. */
  public Priority priority() {
    return priority;
  }

  /** Returns whether its events only keep things going (retries, resyncs, samples). */
  public boolean isMaintenance() {
    return maintenance;
  }

  /** Returns the longest time ahead that its events may be scheduled, in nanoseconds. */
  public long longestDelayNanos() {
    return longestDelayNanos;
  }

  int priorityBits() {
    return priorityBits;
  }

  long digestKey() {
    return digestKey;
  }

  void execute(Subject subject) {
    @SuppressWarnings("unchecked") // only schedule(…, EventType<S>, S) makes events of this type
    S typed = (S) subject;
    handler.handle(typed);
  }

  @Override
  public String toString() {
    return name;
  }
}
