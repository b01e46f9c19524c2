package dev.farsight.sim.process.scheduler.queue;

/**
 * Durations of the scheduling queue, and where the whole seconds of its clock lie.
 *
 * @param podInitialBackoffNanos back-off after the first failed attempt, in nanoseconds
 * @param podMaxBackoffNanos longest back-off, in nanoseconds; 0 switches back-off off
 * @param podMaxInUnschedulablePodsNanos time after which the flush retries an unschedulable pod, in
 *     nanoseconds
 * @param wholeSecondNanos an instant that is a whole second of the scheduler's clock, in
 *     nanoseconds since the start
 */
public record QueueSettings(
    long podInitialBackoffNanos,
    long podMaxBackoffNanos,
    long podMaxInUnschedulablePodsNanos,
    long wholeSecondNanos) {

  /** Nanoseconds of the window within which the back-off queue orders by priority: one second. */
  public static final long ORDERING_WINDOW_NANOS = 1_000_000_000L;

  /** Nanoseconds between two checks for pods that are unschedulable for too long: 30 s. */
  public static final long UNSCHEDULABLE_CHECK_NANOS = 30_000_000_000L;

  /** kube-scheduler's defaults, with the start at a whole second. */
  public static final QueueSettings DEFAULT =
      new QueueSettings(1_000_000_000L, 10_000_000_000L, 300_000_000_000L, 0);

  /** Checks the values. */
  public QueueSettings {
    if (podInitialBackoffNanos < 0 || podMaxBackoffNanos < 0) {
      throw new IllegalArgumentException(
          "back-off " + podInitialBackoffNanos + " ns to " + podMaxBackoffNanos + " ns");
    }
  }

  /** Returns a copy with other back-offs. */
  public QueueSettings withBackoff(long initialNanos, long maxNanos) {
    return new QueueSettings(
        initialNanos, maxNanos, podMaxInUnschedulablePodsNanos, wholeSecondNanos);
  }

  /** Returns a copy with another whole second of the clock. */
  public QueueSettings withWholeSecondNanos(long wholeSecondNanos) {
    return new QueueSettings(
        podInitialBackoffNanos,
        podMaxBackoffNanos,
        podMaxInUnschedulablePodsNanos,
        wholeSecondNanos);
  }

  /** Returns an instant cut to the whole second of the scheduler's clock. */
  public long alignToWindow(long nanos) {
    return Math.floorDiv(nanos - wholeSecondNanos, ORDERING_WINDOW_NANOS) * ORDERING_WINDOW_NANOS
        + wholeSecondNanos;
  }
}
