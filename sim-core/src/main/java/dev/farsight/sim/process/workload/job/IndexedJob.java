package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Digits;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.SuccessPolicy;
import dev.farsight.sim.kube.SuccessPolicyRule;
import dev.farsight.sim.process.workload.DeletionOrder;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of an Indexed Job in one sync: which have succeeded or failed, which need a pod, and
 * which pods are too many ({@code indexed_job_utils.go}, {@code success_policy.go}).
 */
final class IndexedJob {

  private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
  private static final String IGNORED = "batch.kubernetes.io/job-index-ignored-failure-count";

  private final JobPods pods;
  private final Job job;
  private final Function<Pod, Long> finishedNanos;
  private final TreeSet<Integer> succeeded;
  private final TreeSet<Integer> failed;
  private final Map<Integer, Pod> awaitingReplacement = new TreeMap<>();

  /**
   * Looks at the pods of a Job.
   *
   * @param finishedNanos when a pod ended, in nanoseconds
   */
  IndexedJob(JobPods pods, Function<Pod, Long> finishedNanos) {
    this.pods = pods;
    this.job = pods.job();
    this.finishedNanos = finishedNanos;
    this.succeeded = Indexes.parse(job.status().completedIndexes(), pods.completions());
    pods.newSucceeded().forEach(pod -> succeeded.add(Indexes.of(pod)));
    this.failed = Indexes.parse(job.status().failedIndexes(), pods.completions());
    if (hasLimitPerIndex()) {
      for (Pod pod : pods.newFailed()) {
        if (endsIndex(pod)) {
          failed.add(Indexes.of(pod));
        }
      }
      noteAwaitingReplacement();
    }
  }

  /** Returns whether each index has a back-off limit of its own. */
  boolean hasLimitPerIndex() {
    return job.spec().backoffLimitPerIndex() != null;
  }

  private boolean endsIndex(Pod pod) {
    int limit = JobPods.orElse(job.spec().backoffLimitPerIndex(), 0);
    return pods.failurePolicy().failsIndex(pod)
        || (pods.failurePolicy().counts(pod) && count(pod, FAILURES) >= limit);
  }

  private static int count(Pod pod, String annotation) {
    String text = pod.metadata().annotations().get(annotation);
    return text != null && Digits.isNumber(text, 9) ? Integer.parseInt(text) : 0;
  }

  private static int allFailures(Pod pod) {
    return count(pod, FAILURES) + count(pod, IGNORED);
  }

  /** Failed pods tell their successors how often the index failed, so they stay until then. */
  private void noteAwaitingReplacement() {
    TreeSet<Integer> active = indexes(pods.active());
    for (Pod pod : pods.newFailed()) {
      int index = Indexes.of(pod);
      if (succeeded.contains(index) || failed.contains(index) || active.contains(index)) {
        continue;
      }
      Pod known = awaitingReplacement.get(index);
      boolean later =
          known == null
              || (allFailures(known) <= allFailures(pod)
                  && finishedNanos.apply(pod) >= finishedNanos.apply(known));
      if (later) {
        awaitingReplacement.put(index, pod);
      }
    }
  }

  private static TreeSet<Integer> indexes(Iterable<Pod> pods) {
    TreeSet<Integer> indexes = new TreeSet<>();
    for (Pod pod : pods) {
      if (Indexes.of(pod) >= 0) {
        indexes.add(Indexes.of(pod));
      }
    }
    return indexes;
  }

  /** Returns whether a failed pod has to stay until its index has another one. */
  boolean awaitsReplacement(Pod pod) {
    return awaitingReplacement.get(Indexes.of(pod)) == pod;
  }

  int succeededCount() {
    return succeeded.size();
  }

  String completedIndexes() {
    return Indexes.format(succeeded);
  }

  /** Returns the failed indexes as the status writes them; null without a limit per index. */
  @Nullable String failedIndexes() {
    return hasLimitPerIndex() ? Indexes.format(failed) : job.status().failedIndexes();
  }

  /** Returns whether more indexes have failed than are allowed. */
  boolean exceedsMaxFailedIndexes() {
    Integer most = job.spec().maxFailedIndexes();
    return hasLimitPerIndex() && most != null && failed.size() > most;
  }

  /** Returns whether every index has ended, and at least one of them failed. */
  boolean endedWithFailures() {
    return hasLimitPerIndex()
        && !failed.isEmpty()
        && failed.size() + succeeded.size() >= pods.completions();
  }

  /** Returns the number of the success policy's rule that holds, or -1. */
  int metRule() {
    SuccessPolicy policy = job.spec().successPolicy();
    if (policy == null || succeeded.isEmpty()) {
      return -1;
    }
    for (int i = 0; i < policy.rules().size(); i++) {
      if (isMet(policy.rules().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private boolean isMet(SuccessPolicyRule rule) {
    Integer enough = rule.succeededCount();
    if (rule.succeededIndexes() == null) {
      return enough != null && succeeded.size() >= enough;
    }
    TreeSet<Integer> required = Indexes.parse(rule.succeededIndexes(), pods.completions());
    int wanted = required.size();
    required.retainAll(succeeded);
    return wanted > 0
        && (required.size() == wanted || (enough != null && required.size() >= enough));
  }

  /** Returns the lowest indexes that have no pod, neither ended. */
  List<Integer> pending(int count) {
    TreeSet<Integer> taken = new TreeSet<>(succeeded);
    taken.addAll(failed);
    taken.addAll(indexes(pods.active()));
    if (pods.onlyReplacesFailed()) {
      taken.addAll(indexes(pods.all().stream().filter(PodState::isTerminating).toList()));
    }
    List<Integer> pending = new ArrayList<>();
    for (int i = 0; i < pods.completions() && pending.size() < count; i++) {
      if (!taken.contains(i)) {
        pending.add(i);
      }
    }
    return pending;
  }

  /** Returns how long an index waits still for its next pod, in nanoseconds, 0 for not at all. */
  long remainingNanos(int index, long nowNanos) {
    Pod last = awaitingReplacement.get(index);
    return last == null
        ? 0
        : new JobBackoff(allFailures(last) + 1, finishedNanos.apply(last)).remainingNanos(nowNanos);
  }

  /** Returns the annotations by which a new pod of an index tells of its failures so far. */
  Map<String, String> failureAnnotations(int index) {
    if (!hasLimitPerIndex()) {
      return Map.of();
    }
    Pod last = awaitingReplacement.get(index);
    boolean counted = last != null && pods.failurePolicy().counts(last);
    int failures = (last == null ? 0 : count(last, FAILURES)) + (counted ? 1 : 0);
    int ignored = last == null ? 0 : count(last, IGNORED) + (counted ? 0 : 1);
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(FAILURES, Integer.toString(failures));
    if (ignored > 0) {
      annotations.put(IGNORED, Integer.toString(ignored));
    }
    return annotations;
  }

  /**
   * Returns the active pods that have to go whatever the Job's size: without an index, with one
   * that the Job has no more, or one that another pod has, too.
   *
   * @param left receives the others
   */
  List<Pod> misplaced(List<Pod> left) {
    Map<Integer, List<Pod>> byIndex = new TreeMap<>();
    for (Pod pod : pods.active()) {
      byIndex.computeIfAbsent(Indexes.of(pod), index -> new ArrayList<>()).add(pod);
    }
    List<Pod> misplaced = new ArrayList<>();
    byIndex.forEach(
        (index, alike) -> {
          if (index < 0 || index >= pods.completions()) {
            misplaced.addAll(alike);
          } else {
            alike.sort(DeletionOrder.plain());
            misplaced.addAll(alike.subList(0, alike.size() - 1));
            left.add(alike.get(alike.size() - 1));
          }
        });
    return misplaced;
  }
}
