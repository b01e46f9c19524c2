package dev.farsight.sim.result;

/**
 * Why a pod entered a part of kube-scheduler's queue, and how often.
 *
 * @param queue {@code Active} for pods to be tried next, {@code Backoff} for those that wait for
 *     the end of their back-off, {@code Unschedulable} for those that wait for an event
 * @param reason upstream's label of what moved the pod: an event of the cluster that a plugin's
 *     queueing hint found helpful, such as {@code NodeAdd} or {@code AssignedPodDelete}; {@code
 *     UnschedulableTimeout} for the flush after five minutes; {@code BackoffComplete}; {@code
 *     ScheduleAttemptFailure} after a failed attempt
 * @param firstNanos first time, in nanoseconds since the start
 * @param lastNanos last time, in nanoseconds since the start
 * @param count how often
 */
public record QueueMove(String queue, String reason, long firstNanos, long lastNanos, long count) {

  /** Returns whether the move led to another attempt, as opposed to a longer wait. */
  public boolean retries() {
    return !queue.equals("Unschedulable")
        && !reason.equals("UnschedulablePodAdd")
        && !reason.equals("ScheduleAttemptFailure")
        && !reason.equals("BackoffComplete");
  }

  /** Returns this move counted once more. */
  public QueueMove again(long nanos) {
    return new QueueMove(queue, reason, firstNanos, nanos, count + 1);
  }
}
