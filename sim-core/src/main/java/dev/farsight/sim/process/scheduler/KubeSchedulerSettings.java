package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.process.scheduler.queue.QueueSettings;

/**
 * Durations and clock phases of kube-scheduler in the simulation.
 *
 * @param queue settings of the queue, with the phase of the whole seconds
 * @param flushNanos first check for pods that are unschedulable for too long, in nanoseconds after
 *     the start, 0 to 30 s; the scheduler itself started 30 s before
 * @param checkNanos for which such a check lasts, in nanoseconds, at least 0: the next begins 30 s
 *     after it has ended
 * @param attemptNanos time from popping a pod to the effect of the decision, in nanoseconds
 * @param bindNanos time from the decision to the binding in the API, in nanoseconds
 * @param patchNanos for which the patch of a pod's status after a failure keeps the scheduler from
 *     the next pod, in nanoseconds, at least 0
 * @param createOnce whether pods are tried once and never again
 */
public record KubeSchedulerSettings(
    QueueSettings queue,
    long flushNanos,
    long checkNanos,
    long attemptNanos,
    long bindNanos,
    long patchNanos,
    boolean createOnce) {

  /** Attempts of 2 ms and bindings of 5 ms, patches that take no time; phases at the start. */
  public static final KubeSchedulerSettings DEFAULT =
      new KubeSchedulerSettings(QueueSettings.DEFAULT, 0, 0, 2_000_000L, 5_000_000L, 0, false);

  /** Returns a copy with other clock phases. */
  public KubeSchedulerSettings withPhases(long wholeSecondNanos, long flushNanos) {
    return new KubeSchedulerSettings(
        queue.withWholeSecondNanos(wholeSecondNanos),
        flushNanos,
        checkNanos,
        attemptNanos,
        bindNanos,
        patchNanos,
        createOnce);
  }

  /** Returns a copy that tries pods once, or for ever. */
  public KubeSchedulerSettings withCreateOnce(boolean createOnce) {
    return new KubeSchedulerSettings(
        queue, flushNanos, checkNanos, attemptNanos, bindNanos, patchNanos, createOnce);
  }
}
