package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.ContainerStatus;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.PodState;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Job is over and why, in upstream's order: what was found before, failure, success
 * ({@code syncJob}).
 */
final class JobEnd {

  /** Type of the interim condition of a Job that fails. */
  static final String FAILURE = "FailureTarget";

  /** Type of the interim condition of a Job that succeeds. */
  static final String SUCCESS = "SuccessCriteriaMet";

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final JobPods pods;
  private final Job job;
  private final @Nullable IndexedJob indexes;
  private final int failed;
  private final Timestamp now;
  private long deadlineNanos;

  /**
   * Prepares the judgement.
   *
   * @param indexes state of the indexes, or null if the Job has none
   * @param failed failed pods, those that are not in the status yet among them
   */
  JobEnd(JobPods pods, @Nullable IndexedJob indexes, int failed, Timestamp now) {
    this.pods = pods;
    this.job = pods.job();
    this.indexes = indexes;
    this.failed = failed;
    this.now = now;
  }

  /** Returns in how many nanoseconds the deadline is over; 0 if that is no matter. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Returns the condition by which the Job is over before all its pods have ended, or null. */
  @Nullable Condition find(@Nullable Timestamp startTime) {
    Conditions before = new Conditions(job.status().conditions());
    Condition target = before.get(SUCCESS);
    target = target == null ? before.get(FAILURE) : target;
    if (target != null) {
      return target;
    }
    String message = pods.failurePolicy().failJobMessage(pods.all());
    if (message != null) {
      return failure("PodFailurePolicy", message);
    }
    if (failed > JobPods.orElse(job.spec().backoffLimit(), 6) || hasTooManyRestarts()) {
      return failure("BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }
    if (isPastDeadline(startTime)) {
      return failure("DeadlineExceeded", "Job was active longer than specified deadline");
    }
    return indexes == null ? null : byIndexes(indexes);
  }

  private @Nullable Condition byIndexes(IndexedJob indexed) {
    if (indexed.exceedsMaxFailedIndexes()) {
      return failure(
          "MaxFailedIndexesExceeded",
          "Job has exceeded the specified maximal number of failed indexes");
    }
    if (indexed.endedWithFailures()) {
      return failure("FailedIndexes", "Job has failed indexes");
    }
    int rule = indexed.metRule();
    return rule < 0 ? null : condition(SUCCESS, "SuccessPolicy", "Matched rules at index " + rule);
  }

  private boolean isPastDeadline(@Nullable Timestamp startTime) {
    Long deadline = job.spec().activeDeadlineSeconds();
    if (deadline == null || startTime == null || Boolean.TRUE.equals(job.spec().suspend())) {
      return false;
    }
    deadlineNanos = Math.max(0, startTime.nanos() + deadline * SECOND_NANOS - now.nanos());
    return deadlineNanos == 0;
  }

  private boolean hasTooManyRestarts() {
    if (!"OnFailure".equals(job.spec().template().spec().restartPolicy())) {
      return false;
    }
    int restarts = 0;
    for (Pod pod : pods.all()) {
      if (!PodState.isTerminal(pod)) {
        restarts += restarts(pod.status().initContainerStatuses());
        restarts += restarts(pod.status().containerStatuses());
      }
    }
    int limit = JobPods.orElse(job.spec().backoffLimit(), 6);
    return limit == 0 ? restarts > 0 : restarts >= limit;
  }

  private static int restarts(Iterable<ContainerStatus> containers) {
    int sum = 0;
    for (ContainerStatus container : containers) {
      sum += container.restartCount();
    }
    return sum;
  }

  /**
   * Returns the condition by which the Job is complete, or null.
   *
   * @param succeeded successful pods or indexes
   * @param active pods that are still active
   */
  @Nullable Condition complete(int succeeded, int active) {
    Integer completions = job.spec().completions();
    boolean enough = completions == null ? succeeded > 0 : succeeded >= completions;
    return enough && active == 0
        ? condition(SUCCESS, "CompletionsReached", "Reached expected number of succeeded pods")
        : null;
  }

  private Condition failure(String reason, String message) {
    return condition(FAILURE, reason, message);
  }

  private Condition condition(String type, String reason, String message) {
    return new Condition(type, "True", reason, message, now.truncatedToSecond(), null);
  }
}
