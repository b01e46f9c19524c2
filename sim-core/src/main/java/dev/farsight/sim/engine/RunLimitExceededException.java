package dev.farsight.sim.engine;

/** A run came upon one of its {@link RunLimits}; the event it names was not executed. */
public final class RunLimitExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which of the limits. */
  public enum Limit {
    /** Events in all. */
    EVENTS,
    /** Events without time passing. */
    EVENTS_AT_ONE_INSTANT,
    /** Simulated time. */
    END_TIME,
    /** Pods that exist at a time. */
    PODS,
    /** Messages that wait in one queue. */
    MESSAGES
  }

  private final Limit limit;
  private final long limitValue;
  private final long timeNanos;
  private final String event;
  private final String subjectName;

  RunLimitExceededException(
      Limit limit, long limitValue, long timeNanos, String event, String subjectName) {
    super(text(limit, limitValue, timeNanos, event, subjectName));
    this.limit = limit;
    this.limitValue = limitValue;
    this.timeNanos = timeNanos;
    this.event = event;
    this.subjectName = subjectName;
  }

  private static String text(
      Limit limit, long limitValue, long timeNanos, String event, String subjectName) {
    String at = "; next would be " + event + " of " + subjectName + " at " + timeNanos + " ns";
    return switch (limit) {
      case EVENTS -> "more than " + limitValue + " events; raise the limit or shorten the run" + at;
      case EVENTS_AT_ONE_INSTANT ->
          "more than "
              + limitValue
              + " events at one instant; maybe two controllers answer each other without any"
              + " latency"
              + at;
      case END_TIME -> "events after the last instant allowed, " + limitValue + " ns" + at;
      case PODS -> "more than " + limitValue + " pods at a time" + at;
      case MESSAGES -> "more than " + limitValue + " messages wait in one queue" + at;
    };
  }

  /** Returns which of the limits it was. */
  public Limit limit() {
    return limit;
  }

  /** Returns the value of that limit: a number of events, or nanoseconds. */
  public long limitValue() {
    return limitValue;
  }

  /** Returns when the event that was not executed was due, in nanoseconds since the start. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Returns the type of the event that was not executed. */
  public String event() {
    return event;
  }

  /** Returns what the event that was not executed is about. */
  public String subjectName() {
    return subjectName;
  }
}
