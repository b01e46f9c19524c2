package dev.farsight.sim.process.workload.job;

import java.util.List;

/**
 * How long a Job waits before it replaces failed pods ({@code backoff_utils.go}).
 *
 * @param failures failures since the last success
 * @param lastFailureNanos when the last of them finished
 */
record JobBackoff(int failures, long lastFailureNanos) {

  static final JobBackoff NONE = new JobBackoff(0, 0);

  private static final long FIRST_NANOS = 10_000_000_000L;
  private static final long LONGEST_NANOS = 600_000_000_000L;

  /** Returns the record after pods have finished at these times, each list in order of time. */
  JobBackoff after(List<Long> succeededNanos, List<Long> failedNanos) {
    if (succeededNanos.isEmpty()) {
      return failedNanos.isEmpty()
          ? this
          : new JobBackoff(failures + failedNanos.size(), failedNanos.get(failedNanos.size() - 1));
    }
    long lastSuccess = succeededNanos.get(succeededNanos.size() - 1);
    int later = 0;
    long last = 0;
    for (long failed : failedNanos) {
      if (failed > lastSuccess) {
        later++;
        last = failed;
      }
    }
    return new JobBackoff(later, last);
  }

  /** Returns how long to wait still, in nanoseconds, 0 for not at all. */
  long remainingNanos(long nowNanos) {
    if (failures == 0) {
      return 0;
    }
    long wait = FIRST_NANOS;
    for (int i = 1; i < failures && wait < LONGEST_NANOS; i++) {
      wait = Math.min(2 * wait, LONGEST_NANOS);
    }
    return Math.max(0, wait - (nowNanos - lastFailureNanos));
  }
}
