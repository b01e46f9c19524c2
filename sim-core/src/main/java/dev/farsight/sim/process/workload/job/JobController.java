package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.Expectations;
import dev.farsight.sim.process.workload.Ownership;
import dev.farsight.sim.process.workload.PodState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Job controller of kube-controller-manager. */
public final class JobController {

  /** Finalizer that holds a pod until the Job controller has counted it. */
  static final String TRACKING_FINALIZER = "batch.kubernetes.io/job-tracking";

  private static final int WORKERS = 5;
  private static final long BATCH_NANOS = 1_000_000_000L;

  /** Slower than other controllers ({@code DefaultJobApiBackOff}, {@code MaxJobApiBackOff}). */
  private static final WorkQueue.RetryDelay RETRY_DELAY =
      new WorkQueue.RetryDelay(1_000_000_000L, 60_000_000_000L);

  private static final String OWN_NAME = "kubernetes.io/job-controller";

  /** The second write of a status under way. */
  private record CountWrite(String jobKey, Runnable write) implements Subject {
    @Override
    public long subjectId() {
      return Subject.idOf("job/", jobKey);
    }

    @Override
    public String subjectName() {
      return "job/" + jobKey;
    }
  }

  private final Simulator simulator;
  private final EventType<CountWrite> counted;
  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Informer<Job> jobs;
  private final Informer<Pod> pods;
  private final EventRecorder recorder;
  private final Ownership ownership;
  private final Expectations expectations = new Expectations();
  private final Map<String, JobBackoff> backoffs = new LinkedHashMap<>();
  private final Map<String, Long> finishedNanos = new LinkedHashMap<>();
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   */
  public JobController(
      Simulator simulator, Cluster cluster, InformerFactory informers, ControllerTiming timing) {
    this.simulator = simulator;
    this.counted =
        simulator.declare("job.counted", Priority.CONTROL, counting -> counting.write().run());
    this.cluster = cluster;
    this.timing = timing;
    this.jobs = informers.informer(Kinds.JOB);
    this.pods = informers.informer(Kinds.POD);
    this.recorder = EventRecorder.correlating(cluster, "job-controller");
    this.ownership = new Ownership(cluster);
    this.queue =
        new WorkQueue(simulator, "job", WORKERS, timing.syncDelayNanos(), RETRY_DELAY, this::sync);
    cluster.addAdmission(new JobSelector());
    jobs.addHandler(this::onJob);
    pods.addHandler(this::onPod);
  }

  private void onJob(WatchEvent<Job> event) {
    Job job = event.object();
    Job old = event.old();
    if (event.type() == WatchEvent.Type.DELETED) {
      queue.add(job.key());
      for (Pod pod : pods.listControlledBy(job.metadata().uid())) {
        JobSync.removeFinalizer(cluster, pod);
      }
    } else if (old == null || old.metadata().generation() != job.metadata().generation()) {
      queue.add(job.key());
    } else if (!isFinished(job)) {
      queue.addAfter(job.key(), BATCH_NANOS);
    }
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null || !owner.kind().equals(Kinds.JOB.name())) {
      return;
    }
    noteEnd(event);
    Job job = jobs.get(ObjectMeta.key(pod.namespace(), owner.name()));
    boolean known = job != null && job.metadata().uid().equals(owner.uid());
    if (job == null || !known || isFinished(job)) {
      boolean orphan = !known || PodState.isTerminal(pod) || pod.metadata().isTerminating();
      if (orphan && event.type() != WatchEvent.Type.DELETED && isGoneOrFinished(pod, owner)) {
        JobSync.removeFinalizer(cluster, pod);
      }
      return;
    }
    if (event.type() == WatchEvent.Type.DELETED || pod.metadata().isTerminating()) {
      expectations.deletionObserved(job.key(), pod.metadata().uid());
    } else if (event.type() == WatchEvent.Type.ADDED) {
      expectations.creationObserved(job.key());
    }
    queue.addAfter(job.key(), BATCH_NANOS);
  }

  private boolean isGoneOrFinished(Pod pod, OwnerReference owner) {
    Job fresh = cluster.get(Kinds.JOB, ObjectMeta.key(pod.namespace(), owner.name()));
    return fresh == null || !fresh.metadata().uid().equals(owner.uid()) || isFinished(fresh);
  }

  /** Remembers when a pod ended, in whole seconds as the API tells it. */
  private void noteEnd(WatchEvent<Pod> event) {
    Pod pod = event.object();
    if (event.type() == WatchEvent.Type.DELETED) {
      finishedNanos.remove(pod.metadata().uid());
      return;
    }
    Timestamp deletion = pod.metadata().deletionTimestamp();
    if (PodState.isTerminal(pod) || deletion != null) {
      Timestamp end = deletion != null && !PodState.isTerminal(pod) ? deletion : cluster.now();
      finishedNanos.putIfAbsent(pod.metadata().uid(), end.truncatedToSecond().nanos());
    }
  }

  /** Returns whether the Job is Complete or Failed. */
  static boolean isFinished(Job job) {
    for (Condition condition : job.status().conditions()) {
      if (condition.status().equals("True")
          && (condition.type().equals("Complete") || condition.type().equals("Failed"))) {
        return true;
      }
    }
    return false;
  }

  private long sync(String key) {
    Job job = jobs.get(key);
    if (job == null || isFinished(job)) {
      backoffs.remove(key);
      expectations.forget(key);
      queue.forget(key);
      return 0;
    }
    if (job.spec().managedBy() != null && !OWN_NAME.equals(job.spec().managedBy())) {
      return 0;
    }
    JobSync work;
    try {
      work = prepare(key, job);
    } catch (ApiException e) {
      queue.addRateLimited(key);
      return 0;
    }
    try {
      work.run();
      queue.forget(key);
    } catch (ApiException e) {
      queue.addRateLimited(key);
    }
    backoffs.put(key, work.backoff());
    if (work.retryNanos() > 0) {
      queue.addAfter(key, work.retryNanos());
    }
    long busyNanos = work.busyNanos();
    Runnable counts = work.counts();
    if (counts != null) {
      count(key, counts, busyNanos);
    }
    return busyNanos;
  }

  private JobSync prepare(String key, Job job) {
    List<Pod> own = ownership.claim(job, job.spec().selector(), candidates(job));
    return new JobSync(
        cluster,
        recorder,
        expectations,
        new JobPods(job, own),
        backoff(key),
        timing,
        this::finishedAt);
  }

  /** Writes the counts at the end of the time that the worker is busy. */
  private void count(String key, Runnable counts, long busyNanos) {
    if (busyNanos == 0) {
      counts.run();
    } else {
      simulator.schedule(busyNanos, counted, new CountWrite(key, counts));
    }
  }

  private JobBackoff backoff(String key) {
    JobBackoff backoff = backoffs.get(key);
    return backoff == null ? JobBackoff.NONE : backoff;
  }

  private List<Pod> candidates(Job job) {
    List<Pod> candidates = new ArrayList<>(pods.listControlledBy(job.metadata().uid()));
    candidates.addAll(pods.listOrphans(job.namespace()));
    return candidates;
  }

  private @Nullable Long finishedAt(Pod pod) {
    return finishedNanos.get(pod.metadata().uid());
  }
}
