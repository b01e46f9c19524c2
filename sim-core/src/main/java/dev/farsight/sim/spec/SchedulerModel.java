package dev.farsight.sim.spec;

import dev.farsight.sim.spec.scheduler.KubeSchedulerConfiguration;

/**
 * kube-scheduler and the clocks that follow the wall.
 *
 * @param createOnceScheduler whether pods are tried once at creation and never again (a popular
 *     belief; false is reality)
 * @param wholeSecondNanos first tick of the scheduler's one-second clock (back-off), in nanoseconds
 *     after the start, 0 to 1 s
 * @param flushNanos first check for pods that were unschedulable for five minutes, in nanoseconds
 *     after the start, 0 to 30 s
 * @param startedAtEpochNanos wall clock at the start, in nanoseconds since 1970-01-01T00:00Z;
 *     CronJobs follow it
 * @param configuration profiles, plugins and their arguments
 */
public record SchedulerModel(
    boolean createOnceScheduler,
    long wholeSecondNanos,
    long flushNanos,
    long startedAtEpochNanos,
    KubeSchedulerConfiguration configuration) {

  /** A scheduler of the default configuration. */
  public SchedulerModel(
      boolean createOnceScheduler,
      long wholeSecondNanos,
      long flushNanos,
      long startedAtEpochNanos) {
    this(
        createOnceScheduler,
        wholeSecondNanos,
        flushNanos,
        startedAtEpochNanos,
        KubeSchedulerConfiguration.DEFAULT);
  }

  /** Returns a copy in which pods are tried only once, or for ever. */
  public SchedulerModel withCreateOnceScheduler(boolean createOnceScheduler) {
    return new SchedulerModel(
        createOnceScheduler, wholeSecondNanos, flushNanos, startedAtEpochNanos, configuration);
  }

  /** Returns a copy with another configuration. */
  public SchedulerModel withConfiguration(KubeSchedulerConfiguration configuration) {
    return new SchedulerModel(
        createOnceScheduler, wholeSecondNanos, flushNanos, startedAtEpochNanos, configuration);
  }

  /** Returns a copy with other phases of the clocks. */
  public SchedulerModel withClock(
      long wholeSecondNanos, long flushNanos, long startedAtEpochNanos) {
    return new SchedulerModel(
        createOnceScheduler, wholeSecondNanos, flushNanos, startedAtEpochNanos, configuration);
  }
}
