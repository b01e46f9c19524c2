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
import java.util.TreeSet;
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
  private final FailurePolicy failurePolicy;
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
  private int failed;
  private TreeSet<Integer> succeededIndexes = new TreeSet<>();

  JobSync(
      Cluster cluster,
      EventRecorder recorder,
      Expectations expectations,
      Job job,
      JobBackoff backoff,
      ControllerTiming timing) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.podControl = new PodControl(cluster, recorder);
    this.expectations = expectations;
    this.job = job;
    this.failurePolicy = new FailurePolicy(job.spec().podFailurePolicy());
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

  private static int orElse(@Nullable Integer number, int other) {
    return number == null ? other : number;
  }

  private boolean isIndexed() {
    return "Indexed".equals(job.spec().completionMode());
  }

  private boolean isSuspended() {
    return Boolean.TRUE.equals(job.spec().suspend());
  }

  private boolean onlyReplacesFailed() {
    return "Failed".equals(job.spec().podReplacementPolicy())
        || job.spec().podFailurePolicy() != null;
  }

  private boolean isFailed(Pod pod) {
    return PodState.isPhase(pod, "Failed")
        || (!onlyReplacesFailed()
            && pod.metadata().isTerminating()
            && !PodState.isPhase(pod, "Succeeded"));
  }

  private static boolean isTracked(Pod pod) {
    return pod.metadata().finalizers().contains(JobController.TRACKING_FINALIZER);
  }

  /** Takes the steps that are possible now, and writes the status. */
  void run(List<Pod> pods, Function<Pod, @Nullable Long> finishedAt) {
    boolean satisfied = expectations.satisfied(job.key(), cluster.now());
    List<Pod> activePods = new ArrayList<>();
    List<Pod> newSucceeded = new ArrayList<>();
    List<Pod> newFailed = new ArrayList<>();
    for (Pod pod : pods) {
      if (PodState.isActive(pod)) {
        activePods.add(pod);
        ready += PodState.isReady(pod) ? 1 : 0;
      }
      terminating += PodState.isTerminating(pod) ? 1 : 0;
      if (isTracked(pod) && PodState.isPhase(pod, "Succeeded")) {
        newSucceeded.add(pod);
      } else if (isTracked(pod) && isFailed(pod)) {
        newFailed.add(pod);
      }
    }
    active = activePods.size();
    count(newSucceeded, newFailed);
    backoff = backoff.after(times(newSucceeded, finishedAt), times(newFailed, finishedAt));
    Timestamp startTime = job.status().startTime();
    if (startTime == null && !isSuspended()) {
      startTime = cluster.now().truncatedToSecond();
    }
    Conditions conditions = new Conditions(job.status().conditions());
    Condition finished = finish(pods, startTime);
    ApiException refusal = null;
    try {
      if (finished != null) {
        deleteActive(activePods);
        finished = satisfied ? finished : null;
      } else {
        if (satisfied && !job.metadata().isTerminating()) {
          manage(pods, activePods);
          startTime = noteSuspension(conditions, startTime);
        }
        finished = success();
      }
    } catch (ApiException e) {
      refusal = e;
    }
    release(pods, newSucceeded, newFailed, finished != null);
    boolean counting = !newSucceeded.isEmpty() || !newFailed.isEmpty();
    writeStatus(conditions, finished, startTime, counting);
    if (refusal != null) {
      throw refusal;
    }
  }

  private void count(List<Pod> newSucceeded, List<Pod> newFailed) {
    failed = job.status().failed();
    for (Pod pod : newFailed) {
      failed += failurePolicy.counts(pod) ? 1 : 0;
    }
    succeeded = job.status().succeeded() + newSucceeded.size();
    if (isIndexed()) {
      String completed = job.status().completedIndexes();
      succeededIndexes = Indexes.parse(completed == null ? "" : completed);
      for (Pod pod : newSucceeded) {
        int index = Indexes.of(pod);
        if (index >= 0 && index < orElse(job.spec().completions(), 0)) {
          succeededIndexes.add(index);
        }
      }
      succeeded = succeededIndexes.size();
    }
  }

  private List<Long> times(List<Pod> pods, Function<Pod, @Nullable Long> finishedAt) {
    List<Long> times = new ArrayList<>(pods.size());
    for (Pod pod : pods) {
      Long time = finishedAt.apply(pod);
      times.add(time == null ? cluster.now().truncatedToSecond().nanos() : time);
    }
    times.sort(null);
    return times;
  }

  /** Returns the condition by which the Job is over for another reason than success, or null. */
  private @Nullable Condition finish(List<Pod> pods, @Nullable Timestamp startTime) {
    Conditions before = new Conditions(job.status().conditions());
    Condition target = before.get("FailureTarget");
    target = target == null ? before.get("SuccessCriteriaMet") : target;
    if (target != null) {
      return target;
    }
    String message = failurePolicy.failJobMessage(pods);
    if (message != null) {
      return condition("FailureTarget", "PodFailurePolicy", message);
    }
    if (failed > orElse(job.spec().backoffLimit(), 6) || hasTooManyRestarts(pods)) {
      return condition(
          "FailureTarget", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    }
    Long deadline = job.spec().activeDeadlineSeconds();
    if (deadline == null || startTime == null || isSuspended()) {
      return null;
    }
    long left = startTime.nanos() + deadline * SECOND_NANOS - cluster.now().nanos();
    if (left > 0) {
      retryNanos = left;
      return null;
    }
    return condition(
        "FailureTarget", "DeadlineExceeded", "Job was active longer than specified deadline");
  }

  private boolean hasTooManyRestarts(List<Pod> pods) {
    if (!"OnFailure".equals(job.spec().template().spec().restartPolicy())) {
      return false;
    }
    int restarts = 0;
    for (Pod pod : pods) {
      if (!PodState.isTerminal(pod)) {
        restarts += pod.status().containerStatuses().stream().mapToInt(c -> c.restartCount()).sum();
      }
    }
    int limit = orElse(job.spec().backoffLimit(), 6);
    return limit == 0 ? restarts > 0 : restarts >= limit;
  }

  private Condition condition(String type, String reason, String message) {
    return new Condition(type, "True", reason, message, cluster.now().truncatedToSecond(), null);
  }

  private @Nullable Condition success() {
    Integer completions = job.spec().completions();
    boolean complete = completions == null ? succeeded > 0 : succeeded >= completions;
    return complete && active == 0
        ? condition(
            "SuccessCriteriaMet", "CompletionsReached", "Reached expected number of succeeded pods")
        : null;
  }

  private void deleteActive(List<Pod> activePods) {
    for (Pod pod : activePods) {
      writes++;
      podControl.delete(pod, job, timing.apiCallNanos());
      active--;
      terminating++;
      ready -= PodState.isReady(pod) ? 1 : 0;
    }
  }

  private void manage(List<Pod> pods, List<Pod> activePods) {
    int parallelism = orElse(job.spec().parallelism(), 1);
    Integer completions = job.spec().completions();
    int wanted;
    if (isSuspended()) {
      wanted = 0;
    } else if (completions == null) {
      wanted = succeeded > 0 ? active : parallelism;
    } else {
      wanted = Math.max(0, Math.min(parallelism, completions - succeeded));
    }
    if (active > wanted) {
      removeSurplus(activePods, active - wanted);
      return;
    }
    int missing = wanted - active - (onlyReplacesFailed() ? terminating : 0);
    if (missing <= 0) {
      return;
    }
    long wait = backoff.remainingNanos(cluster.now().nanos());
    if (wait > 0) {
      long delay = Math.max(wait, SECOND_NANOS);
      retryNanos = retryNanos > 0 ? Math.min(retryNanos, delay) : delay;
      return;
    }
    createPods(pods, Math.min(missing, MOST_PODS_A_SYNC));
  }

  private void removeSurplus(List<Pod> activePods, int count) {
    List<Pod> chosen =
        DeletionOrder.first(
            activePods, List.of(), Math.min(count, MOST_PODS_A_SYNC), cluster.now());
    List<String> uids = new ArrayList<>();
    for (Pod pod : chosen) {
      uids.add(pod.metadata().uid());
    }
    expectations.expectDeletions(job.key(), uids, cluster.now());
    for (Pod pod : chosen) {
      writes += 2;
      removeFinalizer(cluster, pod);
      podControl.delete(pod, job, timing.apiCallNanos());
      active--;
      terminating++;
      ready -= PodState.isReady(pod) ? 1 : 0;
    }
  }

  private void createPods(List<Pod> pods, int missing) {
    List<Integer> indexes = isIndexed() ? pendingIndexes(pods, missing) : List.of();
    int count = isIndexed() ? indexes.size() : missing;
    expectations.expectCreations(job.key(), count, cluster.now());
    SlowStart creation =
        SlowStart.run(
            count,
            timing,
            (i, answeredAfterNanos) ->
                create(isIndexed() ? indexes.get(i) : -1, answeredAfterNanos));
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
    labels.put(Indexes.ANNOTATION, Integer.toString(index));
    return pod.withMetadata(
        pod.metadata()
            .withAnnotations(annotations)
            .withLabels(labels)
            .withGenerateName(job.name() + "-" + index + "-"));
  }

  private List<Integer> pendingIndexes(List<Pod> pods, int count) {
    TreeSet<Integer> taken = new TreeSet<>(succeededIndexes);
    for (Pod pod : pods) {
      if (PodState.isActive(pod)) {
        taken.add(Indexes.of(pod));
      }
    }
    List<Integer> pending = new ArrayList<>();
    for (int i = 0; i < orElse(job.spec().completions(), 0) && pending.size() < count; i++) {
      if (!taken.contains(i)) {
        pending.add(i);
      }
    }
    return pending;
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

  /** Lets counted pods go. */
  private void release(
      List<Pod> pods, List<Pod> newSucceeded, List<Pod> newFailed, boolean finished) {
    for (Pod pod : pods) {
      boolean over = job.metadata().isTerminating() || finished;
      if (isTracked(pod) && (over || newSucceeded.contains(pod) || newFailed.contains(pod))) {
        writes++;
        removeFinalizer(cluster, pod);
        if (finished && PodState.isActive(pod)) {
          failed++;
        }
      }
    }
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
      boolean counting) {
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
    boolean success = finished != null && finished.type().equals("SuccessCriteriaMet");
    if (over && finished != null) {
      String type = success ? "Complete" : "Failed";
      conditions.set(type, "True", finished.reason(), finished.message(), now);
    }
    JobStatus status =
        new JobStatus(
            active,
            ready,
            succeeded,
            failed,
            terminating,
            startTime,
            over && success ? now : before.completionTime(),
            isIndexed() ? Indexes.format(succeededIndexes) : before.completedIndexes(),
            before.failedIndexes(),
            conditions.list());
    Condition end = over ? finished : null;
    if (!counting) {
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
      boolean success = end.type().equals("SuccessCriteriaMet");
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
        || !isTracked(current)) {
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
