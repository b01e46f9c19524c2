package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.JobStatus;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.DeletionOrder;
import dev.farsight.sim.process.workload.Expectations;
import dev.farsight.sim.process.workload.PodControl;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.SlowStart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One sync of one Job ({@code job_controller.go}). */
final class JobSync {

  private static final int MOST_PODS_A_SYNC = 500;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final EventRecorder recorder;
  private final PodControl podControl;
  private final Expectations expectations;
  private final Job job;
  private final JobPods pods;
  private final @Nullable IndexedJob indexes;
  private final Function<Pod, Long> finishedNanos;
  private final ControllerTiming timing;
  private JobBackoff backoff;
  private @Nullable Runnable counts;
  private int writes;
  private long creationNanos;
  private long retryNanos;
  private int active;
  private int ready;
  private int terminating;
  private int succeeded;

  /**
   * Prepares a sync.
   *
   * @param finishedAt when a pod ended, in nanoseconds, or null if that is not known
   */
  JobSync(
      Cluster cluster,
      EventRecorder recorder,
      Expectations expectations,
      JobPods pods,
      JobBackoff backoff,
      ControllerTiming timing,
      Function<Pod, @Nullable Long> finishedAt) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.podControl = new PodControl(cluster, recorder);
    this.expectations = expectations;
    this.job = pods.job();
    this.pods = pods;
    this.finishedNanos =
        pod -> {
          Long time = finishedAt.apply(pod);
          return time == null ? cluster.now().truncatedToSecond().nanos() : time;
        };
    this.indexes = pods.isIndexed() ? new IndexedJob(pods, finishedNanos) : null;
    this.backoff = backoff;
    this.timing = timing;
  }

  /** Returns how long the sync keeps its worker busy, in nanoseconds. */
  long busyNanos() {
    return writes * timing.apiCallNanos() + creationNanos;
  }

  JobBackoff backoff() {
    return backoff;
  }

  /** Returns when to look again, in nanoseconds from now; 0 for no need. */
  long retryNanos() {
    return retryNanos;
  }

  private boolean isSuspended() {
    return Boolean.TRUE.equals(job.spec().suspend());
  }

  /** Takes the steps that are possible now, and writes the status. */
  void run() {
    boolean satisfied = expectations.satisfied(job.key(), cluster.now());
    for (Pod pod : pods.active()) {
      ready += PodState.isReady(pod) ? 1 : 0;
    }
    active = pods.active().size();
    terminating = pods.terminating();
    succeeded =
        indexes != null
            ? indexes.succeededCount()
            : job.status().succeeded() + pods.newSucceeded().size();
    backoff = backoff.after(times(pods.newSucceeded()), times(pods.newFailed()));
    Timestamp startTime = job.status().startTime();
    if (startTime == null && !isSuspended()) {
      startTime = cluster.now().truncatedToSecond();
    }
    Conditions conditions = new Conditions(job.status().conditions());
    JobEnd end = new JobEnd(pods, indexes, failedSoFar(), cluster.now());
    Condition finished = end.find(startTime);
    retryNanos = end.deadlineNanos();
    ApiException refusal = null;
    if (finished != null) {
      refusal = refusalOf(this::deleteActive);
      finished = satisfied && refusal == null ? finished : null;
    } else {
      boolean managing = satisfied && !job.metadata().isTerminating();
      refusal = managing ? refusalOf(this::manage) : null;
      finished = end.complete(succeeded, active);
      if (finished == null && managing) {
        startTime = noteSuspension(conditions, startTime);
      }
    }
    int countedFailures = release(finished);
    writeStatus(conditions, finished, startTime, countedFailures);
    if (refusal != null) {
      throw refusal;
    }
  }

  private static @Nullable ApiException refusalOf(Runnable work) {
    try {
      work.run();
      return null;
    } catch (ApiException e) {
      return e;
    }
  }

  private int failedSoFar() {
    int failed = job.status().failed();
    for (Pod pod : pods.newFailed()) {
      failed += pods.failurePolicy().counts(pod) ? 1 : 0;
    }
    return failed;
  }

  private List<Long> times(List<Pod> ended) {
    List<Long> times = new ArrayList<>(ended.size());
    for (Pod pod : ended) {
      times.add(finishedNanos.apply(pod));
    }
    times.sort(null);
    return times;
  }

  private void deleteActive() {
    for (Pod pod : pods.active()) {
      writes++;
      podControl.delete(pod, job, timing.apiCallNanos());
      noteDeleted(pod);
    }
  }

  private void noteDeleted(Pod pod) {
    active--;
    terminating++;
    ready -= PodState.isReady(pod) ? 1 : 0;
  }

  private void manage() {
    int wanted = wanted();
    List<Pod> surplus = surplus(Math.max(0, active - wanted));
    if (!surplus.isEmpty()) {
      removeSurplus(surplus);
      return;
    }
    int missing = wanted - active - (pods.onlyReplacesFailed() ? terminating : 0);
    if (missing <= 0) {
      return;
    }
    if (indexes == null || !indexes.hasLimitPerIndex()) {
      long wait = backoff.remainingNanos(cluster.nowNanos());
      if (wait > 0) {
        lookAgainIn(wait);
        return;
      }
    }
    int count = Math.min(missing, MOST_PODS_A_SYNC);
    if (indexes == null) {
      createPods(count, List.of());
      return;
    }
    List<Integer> due = due(indexes, indexes.pending(count));
    if (!due.isEmpty()) {
      createPods(due.size(), due);
    }
  }

  private int wanted() {
    if (isSuspended()) {
      return 0;
    }
    int parallelism = JobPods.orElse(job.spec().parallelism(), 1);
    Integer completions = job.spec().completions();
    if (completions == null) {
      return succeeded > 0 ? active : parallelism;
    }
    return Math.max(0, Math.min(parallelism, completions - succeeded));
  }

  /** Returns the indexes whose time to wait is over; looks again when the next one's is. */
  private List<Integer> due(IndexedJob indexed, List<Integer> pending) {
    long now = cluster.nowNanos();
    List<Integer> due = new ArrayList<>();
    long shortest = Long.MAX_VALUE;
    for (int index : pending) {
      long wait = indexed.remainingNanos(index, now);
      if (wait == 0) {
        due.add(index);
      } else {
        shortest = Math.min(shortest, wait);
      }
    }
    if (due.isEmpty() && shortest < Long.MAX_VALUE) {
      lookAgainIn(shortest);
    }
    return due;
  }

  private void lookAgainIn(long waitNanos) {
    long delay = Math.max(waitNanos, SECOND_NANOS);
    retryNanos = retryNanos > 0 ? Math.min(retryNanos, delay) : delay;
  }

  /** Returns the active pods to give up: those that are in the wrong place, and so many in all. */
  private List<Pod> surplus(int atLeast) {
    List<Pod> left = new ArrayList<>();
    List<Pod> surplus = new ArrayList<>();
    if (indexes == null) {
      left.addAll(pods.active());
    } else {
      surplus.addAll(indexes.misplaced(left));
    }
    if (surplus.size() < atLeast) {
      left.sort(DeletionOrder.plain());
      surplus.addAll(left.subList(0, atLeast - surplus.size()));
    }
    return surplus.subList(0, Math.min(surplus.size(), MOST_PODS_A_SYNC));
  }

  private void removeSurplus(List<Pod> chosen) {
    List<String> uids = new ArrayList<>();
    for (Pod pod : chosen) {
      uids.add(pod.metadata().uid());
    }
    expectations.expectDeletions(job.key(), uids, cluster.now());
    for (Pod pod : chosen) {
      writes += 2;
      removeFinalizer(cluster, pod);
      podControl.delete(pod, job, timing.apiCallNanos());
      noteDeleted(pod);
    }
  }

  private void createPods(int count, List<Integer> due) {
    expectations.expectCreations(job.key(), count, cluster.now());
    SlowStart creation =
        SlowStart.run(
            count,
            timing,
            (i, answeredAfterNanos) -> create(due.isEmpty() ? -1 : due.get(i), answeredAfterNanos));
    active += creation.made();
    creationNanos += creation.busyNanos();
    for (int i = creation.made(); i < count; i++) {
      expectations.creationObserved(job.key());
    }
    if (creation.refusal() != null) {
      throw creation.refusal();
    }
  }

  private void create(int index, long answeredAfterNanos) {
    PodTemplateSpec template = job.spec().template();
    podControl.create(
        template,
        job,
        answeredAfterNanos,
        pod -> {
          List<String> finalizers = new ArrayList<>(pod.metadata().finalizers());
          finalizers.add(JobController.TRACKING_FINALIZER);
          Pod tracked = pod.withMetadata(pod.metadata().withFinalizers(finalizers));
          return index < 0 ? tracked : withIndex(tracked, index);
        });
  }

  private Pod withIndex(Pod pod, int index) {
    Map<String, String> annotations = new LinkedHashMap<>(pod.metadata().annotations());
    Map<String, String> labels = new LinkedHashMap<>(pod.metadata().labels());
    annotations.put(Indexes.ANNOTATION, Integer.toString(index));
    if (indexes != null) {
      annotations.putAll(indexes.failureAnnotations(index));
    }
    labels.put(Indexes.ANNOTATION, Integer.toString(index));
    return pod.withMetadata(
        pod.metadata()
            .withAnnotations(annotations)
            .withLabels(labels)
            .withGenerateName(job.name() + "-" + index + "-"));
  }

  private @Nullable Timestamp noteSuspension(Conditions conditions, @Nullable Timestamp startTime) {
    Timestamp now = cluster.now().truncatedToSecond();
    if (isSuspended()) {
      if (conditions.set("Suspended", "True", "JobSuspended", "Job suspended", now)) {
        recorder.record(job, "Normal", "Suspended", "Job suspended");
        return null;
      }
      return startTime;
    }
    if (conditions.set("Suspended", "False", "JobResumed", "Job resumed", now)) {
      recorder.record(job, "Normal", "Resumed", "Job resumed");
      return now;
    }
    return startTime;
  }

  /** Lets counted pods go; returns how many of them count as failed. */
  private int release(@Nullable Condition finished) {
    boolean over = job.metadata().isTerminating() || finished != null;
    boolean failing = finished != null && !finished.type().equals(JobEnd.SUCCESS);
    int countedFailures = 0;
    for (Pod pod : pods.all()) {
      boolean succeededPod = PodState.isPhase(pod, "Succeeded");
      boolean failedPod = !succeededPod && pods.isFailed(pod);
      boolean waits = failedPod && indexes != null && indexes.awaitsReplacement(pod);
      if (!JobPods.isTracked(pod) || !(over || succeededPod || (failedPod && !waits))) {
        continue;
      }
      writes++;
      removeFinalizer(cluster, pod);
      boolean counts = failedPod || (failing && !succeededPod);
      if (counts && pods.counts(pod) && pods.failurePolicy().counts(pod)) {
        countedFailures++;
      }
    }
    return countedFailures;
  }

  /**
   * Writes the status. Ended pods are counted in two steps, as upstream: first what is known of
   * them without the counts, then, when their finalizers are off, the counts and the end of the
   * Job.
   */
  private void writeStatus(
      Conditions conditions,
      @Nullable Condition finished,
      @Nullable Timestamp startTime,
      int countedFailures) {
    Timestamp now = cluster.now().truncatedToSecond();
    if (finished != null) {
      conditions.set(finished.type(), "True", finished.reason(), finished.message(), now);
    }
    JobStatus before = job.status();
    JobStatus uncounted =
        new JobStatus(
            active,
            ready,
            before.succeeded(),
            before.failed(),
            terminating,
            startTime,
            before.completionTime(),
            before.completedIndexes(),
            before.failedIndexes(),
            conditions.list());
    boolean over = finished != null && terminating == 0;
    boolean success = finished != null && finished.type().equals(JobEnd.SUCCESS);
    if (over && finished != null) {
      String type = success ? "Complete" : "Failed";
      conditions.set(type, "True", finished.reason(), finished.message(), now);
    }
    JobStatus status =
        new JobStatus(
            active,
            ready,
            succeeded,
            before.failed() + countedFailures,
            terminating,
            startTime,
            over && success ? now : before.completionTime(),
            indexes != null ? indexes.completedIndexes() : before.completedIndexes(),
            indexes != null ? indexes.failedIndexes() : before.failedIndexes(),
            conditions.list());
    Condition end = over ? finished : null;
    if (countedFailures == 0 && pods.newSucceeded().isEmpty()) {
      write(status);
      noteEnd(end);
      return;
    }
    write(uncounted);
    writes += 2;
    counts =
        () -> {
          Job current = cluster.get(Kinds.JOB, job.key());
          if (current != null && current.metadata().uid().equals(job.metadata().uid())) {
            cluster.modify(Kinds.JOB, job.key(), fresh -> fresh.withStatus(status));
            noteEnd(end);
          }
        };
  }

  private void write(JobStatus status) {
    if (!status.equals(job.status())) {
      writes += 2;
      cluster.update(job.withStatus(status));
    }
  }

  private void noteEnd(@Nullable Condition end) {
    if (end != null) {
      boolean success = end.type().equals(JobEnd.SUCCESS);
      Integer completions = job.spec().completions();
      if (success && completions != null && succeeded > completions) {
        recorder.record(
            job,
            "Warning",
            "TooManySucceededPods",
            "Too many succeeded pods running after completion count reached");
      }
      recorder.record(
          job,
          success ? "Normal" : "Warning",
          success ? "Completed" : end.reason(),
          success ? "Job completed" : end.message());
    }
  }

  /** Returns the second write of the status, or null if one was enough. */
  @Nullable Runnable counts() {
    return counts;
  }

  /** Takes the finalizer off a pod, if it has it. */
  static void removeFinalizer(Cluster cluster, Pod pod) {
    Pod current = cluster.get(Kinds.POD, pod.key());
    if (current == null
        || !current.metadata().uid().equals(pod.metadata().uid())
        || !JobPods.isTracked(current)) {
      return;
    }
    cluster.modify(
        Kinds.POD,
        pod.key(),
        fresh -> {
          List<String> finalizers = new ArrayList<>(fresh.metadata().finalizers());
          finalizers.remove(JobController.TRACKING_FINALIZER);
          return fresh.withMetadata(fresh.metadata().withFinalizers(finalizers));
        });
  }
}
