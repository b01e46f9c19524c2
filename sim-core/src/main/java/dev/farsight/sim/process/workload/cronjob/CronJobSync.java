package dev.farsight.sim.process.workload.cronjob;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.CronJobStatus;
import dev.farsight.sim.kube.CronSchedule;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.JobStatus;
import dev.farsight.sim.kube.JobTemplateSpec;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ObjectReference;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One sync of one CronJob ({@code cronjob_controllerv2.go}). */
final class CronJobSync {

  private static final long DELTA_NANOS = 100_000_000L;
  private static final int MANY_MISSED = 100;
  private static final DateTimeFormatter GO_RFC1123Z =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT);

  private final Cluster cluster;
  private final EventRecorder recorder;
  private final Instant startedAt;
  private final CronJob cronJob;
  private final List<ObjectReference> active;
  private @Nullable Timestamp lastScheduleTime;
  private @Nullable Timestamp lastSuccessfulTime;
  private int writes;

  CronJobSync(Cluster cluster, EventRecorder recorder, Instant startedAt, CronJob cronJob) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.startedAt = startedAt;
    this.cronJob = cronJob;
    this.active = new ArrayList<>(cronJob.status().active());
    this.lastScheduleTime = cronJob.status().lastScheduleTime();
    this.lastSuccessfulTime = cronJob.status().lastSuccessfulTime();
  }

  int writes() {
    return writes;
  }

  private Instant wall(Timestamp time) {
    return startedAt.plusNanos(time.nanos());
  }

  private Timestamp simulated(Instant time) {
    return new Timestamp(Duration.between(startedAt, time).toNanos());
  }

  /** Makes the Job that is due; returns when to look again, in nanoseconds, or 0 for never. */
  long run(List<Job> jobs) {
    cleanUp(jobs);
    noteFinished(jobs);
    long next = 0;
    ApiException refusal = null;
    try {
      next = cronJob.metadata().isTerminating() ? 0 : schedule();
    } catch (ApiException e) {
      refusal = e;
    }
    CronJobStatus status = new CronJobStatus(active, lastScheduleTime, lastSuccessfulTime);
    if (!status.equals(cronJob.status())) {
      writes++;
      cluster.update(cronJob.withStatus(status));
    }
    if (refusal != null) {
      throw refusal;
    }
    return next;
  }

  private static @Nullable String finishedCondition(Job job) {
    for (Condition condition : job.status().conditions()) {
      if (condition.status().equals("True")
          && (condition.type().equals("Complete") || condition.type().equals("Failed"))) {
        return condition.type();
      }
    }
    return null;
  }

  private void noteFinished(List<Job> jobs) {
    Map<String, ObjectReference> known = new LinkedHashMap<>();
    active.forEach(reference -> known.put(String.valueOf(reference.uid()), reference));
    Set<ObjectReference> over = new LinkedHashSet<>();
    for (Job job : jobs) {
      String finished = finishedCondition(job);
      ObjectReference reference = known.get(job.metadata().uid());
      if (finished == null && reference == null) {
        event(
            "Warning",
            "UnexpectedJob",
            "Saw a job that the controller did not create or forgot: " + job.name());
      }
      if (finished != null && reference != null) {
        over.add(reference);
        event(
            "Normal",
            "SawCompletedJob",
            "Saw completed job: " + job.name() + ", condition: " + finished);
      }
      Timestamp completed = job.status().completionTime();
      if ("Complete".equals(finished)
          && completed != null
          && (lastSuccessfulTime == null || completed.compareTo(lastSuccessfulTime) > 0)) {
        lastSuccessfulTime = completed;
      }
    }
    if (!over.isEmpty()) {
      active.removeIf(over::contains);
    }
    for (ObjectReference reference : List.copyOf(active)) {
      String name = Objects.requireNonNullElse(reference.name(), "");
      boolean seen = jobs.stream().anyMatch(job -> job.metadata().uid().equals(reference.uid()));
      if (!seen && cluster.get(Kinds.JOB, ObjectMeta.key(cronJob.namespace(), name)) == null) {
        active.remove(reference);
        event("Normal", "MissingJob", "Active job went missing: " + name);
      }
    }
  }

  private void cleanUp(List<Job> jobs) {
    Integer successful = cronJob.spec().successfulJobsHistoryLimit();
    Integer failed = cronJob.spec().failedJobsHistoryLimit();
    drop(jobs, "Complete", successful == null ? 3 : successful);
    drop(jobs, "Failed", failed == null ? 1 : failed);
  }

  private void drop(List<Job> jobs, String condition, int keep) {
    List<Job> finished = new ArrayList<>(jobs);
    finished.removeIf(job -> !condition.equals(finishedCondition(job)));
    finished.sort(
        Comparator.comparingLong(
                (Job job) ->
                    job.status().startTime() == null
                        ? Long.MAX_VALUE
                        : job.status().startTime().nanos())
            .thenComparing(Job::name));
    for (int i = 0; i < finished.size() - keep; i++) {
      delete(finished.get(i));
    }
  }

  private void delete(Job job) {
    try {
      writes++;
      cluster.delete(Kinds.JOB, job.key(), DeleteOptions.BACKGROUND);
      active.removeIf(reference -> job.metadata().uid().equals(reference.uid()));
      event("Normal", "SuccessfulDelete", "Deleted job " + job.name());
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private long schedule() {
    String zone = cronJob.spec().timeZone();
    if (zone != null && !CronSchedule.isZone(zone)) {
      event("Warning", "UnknownTimeZone", "invalid timeZone: \"" + zone + "\"");
      return 0;
    }
    if (Boolean.TRUE.equals(cronJob.spec().suspend())) {
      return 0;
    }
    CronSchedule schedule = CronSchedule.parse(cronJob.spec().schedule(), zone);
    if (schedule == null) {
      event(
          "Warning",
          "UnparseableSchedule",
          "unparseable schedule: \"" + cronJob.spec().schedule() + "\"");
      return 0;
    }
    Instant now = wall(cluster.now());
    Missed missed = missed(schedule, now, cronJob.spec().startingDeadlineSeconds());
    if (missed.invalid()) {
      event(
          "Warning",
          "InvalidSchedule",
          "invalid schedule: "
              + cronJob.spec().schedule()
              + " : time difference between two schedules is less than 1 second");
      return 0;
    }
    Instant due = missed.mostRecent();
    if (due != null && missed.count() > MANY_MISSED) {
      event(
          "Warning",
          "TooManyMissedTimes",
          "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check"
              + " clock skew");
    }
    if (due != null && !isLate(due, now) && isNew(due) && makeRoom()) {
      create(due);
    }
    return nanosUntilNext(schedule, now);
  }

  /**
   * Returns when the next Job is due after a change of the schedule, in nanoseconds from now, or -1
   * if that cannot be told ({@code nextScheduleTimeDuration}).
   */
  long nanosUntilNext() {
    CronSchedule schedule =
        CronSchedule.parse(cronJob.spec().schedule(), cronJob.spec().timeZone());
    return schedule == null ? -1 : nanosUntilNext(schedule, wall(cluster.now()));
  }

  private long nanosUntilNext(CronSchedule schedule, Instant now) {
    Missed missed = missed(schedule, now, null);
    Instant from = missed.mostRecent();
    if (from == null) {
      from = missed.invalid() || missed.count() > 0 ? now : missed.earliest();
    }
    Instant next = schedule.next(from);
    return next == null ? 0 : Math.max(1, Duration.between(now, next).toNanos() + DELTA_NANOS);
  }

  /**
   * Times of the schedule that were not served.
   *
   * @param earliest from when they were looked for
   * @param mostRecent the last one; null for none
   * @param count roughly how many
   * @param invalid whether the schedule has no two times
   */
  private record Missed(
      Instant earliest, @Nullable Instant mostRecent, long count, boolean invalid) {}

  /** Estimates as upstream from the first two times ({@code mostRecentScheduleTime}). */
  private Missed missed(CronSchedule schedule, Instant now, @Nullable Long deadlineSeconds) {
    Timestamp created = cronJob.metadata().creationTimestamp();
    Timestamp last = lastScheduleTime != null ? lastScheduleTime : created;
    Instant earliest = wall(last == null ? cluster.now() : last.truncatedToSecond());
    if (deadlineSeconds != null && now.minusSeconds(deadlineSeconds).isAfter(earliest)) {
      earliest = now.minusSeconds(deadlineSeconds);
    }
    Instant first = schedule.next(earliest);
    Instant second = first == null ? null : schedule.next(first);
    if (first != null && now.isBefore(first)) {
      return new Missed(earliest, null, 0, false);
    }
    if (first != null && second != null && now.isBefore(second)) {
      return new Missed(earliest, first, 0, false);
    }
    if (first == null || second == null) {
      return new Missed(earliest, null, 0, true);
    }
    long between = Duration.between(first, second).toSeconds();
    long count = Duration.between(first, now).toSeconds() / between + 1;
    Instant mostRecent = null;
    Instant time = schedule.next(first.plusSeconds((count - 2) * between));
    while (time != null && !time.isAfter(now)) {
      mostRecent = time;
      time = schedule.next(time);
    }
    return new Missed(earliest, mostRecent, count, false);
  }

  private boolean isLate(Instant due, Instant now) {
    Long deadline = cronJob.spec().startingDeadlineSeconds();
    boolean late = deadline != null && due.plusSeconds(deadline).isBefore(now);
    if (late) {
      event(
          "Warning",
          "MissSchedule",
          "Missed scheduled time to start a job: "
              + GO_RFC1123Z.format(due.atZone(ZoneOffset.UTC)));
    }
    return late;
  }

  private boolean isNew(Instant due) {
    String name = jobName(due);
    return active.stream().noneMatch(reference -> name.equals(reference.name()))
        && (lastScheduleTime == null || !wall(lastScheduleTime).equals(due));
  }

  private String jobName(Instant due) {
    return cronJob.name() + "-" + Math.floorDiv(due.getEpochSecond(), 60L);
  }

  /** Applies the concurrency policy; returns whether a Job may be made. */
  private boolean makeRoom() {
    String policy = cronJob.spec().concurrencyPolicy();
    if ("Forbid".equals(policy) && !active.isEmpty()) {
      event(
          "Normal",
          "JobAlreadyActive",
          "Not starting job because prior execution is running and concurrency policy is Forbid");
      return false;
    }
    if ("Replace".equals(policy)) {
      for (ObjectReference reference : List.copyOf(active)) {
        String name = Objects.requireNonNullElse(reference.name(), "");
        Job job = cluster.get(Kinds.JOB, ObjectMeta.key(cronJob.namespace(), name));
        if (job != null) {
          delete(job);
        }
      }
    }
    return true;
  }

  private void create(Instant due) {
    JobTemplateSpec template = cronJob.spec().jobTemplate();
    String name = jobName(due);
    Map<String, String> annotations = new LinkedHashMap<>(template.metadata().annotations());
    annotations.put("batch.kubernetes.io/cronjob-scheduled-timestamp", due.toString());
    ObjectMeta metadata =
        ObjectMeta.named(cronJob.namespace(), name)
            .withLabels(template.metadata().labels())
            .withAnnotations(annotations)
            .withOwnerReferences(List.of(Ownership.controllerReference(cronJob)));
    JobStatus fresh = new JobStatus(0, null, 0, 0, null, null, null, null, null, List.of());
    Job job;
    try {
      writes++;
      job = cluster.create(new Job(metadata, template.spec(), fresh));
      event("Normal", "SuccessfulCreate", "Created job " + name);
    } catch (ApiException e) {
      job = cluster.get(Kinds.JOB, ObjectMeta.key(cronJob.namespace(), name));
      if (!e.isAlreadyExists() || job == null) {
        event("Warning", "FailedCreate", "Error creating job: " + e.getMessage());
        throw e;
      }
      if (!Ownership.isControlledBy(job, cronJob)) {
        return;
      }
    }
    active.add(
        new ObjectReference("Job", job.namespace(), job.name(), job.metadata().uid(), "batch/v1"));
    lastScheduleTime = simulated(due);
  }

  private void event(String type, String reason, String message) {
    recorder.record(cronJob, type, reason, message);
  }
}
