package dev.farsight.sim.process.garbage;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.DeleteOptions.Propagation;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The TTL-after-finished controller of kube-controller-manager: deletes finished Jobs in the
 * foreground when their {@code ttlSecondsAfterFinished} is over.
 */
public final class TtlAfterFinishedController {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final Informer<Job> jobs;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param syncDelayNanos time from taking a Job to acting on it, in nanoseconds, at least 0
   */
  public TtlAfterFinishedController(
      Simulator simulator, Cluster cluster, InformerFactory informers, long syncDelayNanos) {
    this.cluster = cluster;
    this.jobs = informers.informer(Kinds.JOB);
    this.queue = new WorkQueue(simulator, "ttlafterfinished", 5, syncDelayNanos, this::sync);
    jobs.addHandler(
        event -> {
          if (deletableAtNanos(event.object()) >= 0) {
            queue.add(event.key());
          }
        });
  }

  /** Returns when the Job is to be deleted, or -1 if never. */
  private static long deletableAtNanos(Job job) {
    Integer seconds = job.spec().ttlSecondsAfterFinished();
    Timestamp finished = finishedAt(job);
    return seconds == null || finished == null || job.metadata().isTerminating()
        ? -1
        : finished.nanos() + seconds * SECOND_NANOS;
  }

  private static @Nullable Timestamp finishedAt(Job job) {
    for (Condition condition : job.status().conditions()) {
      if (condition.status().equals("True")
          && (condition.type().equals("Complete") || condition.type().equals("Failed"))) {
        return condition.lastTransitionTime();
      }
    }
    return null;
  }

  private long sync(String key) {
    Job job = jobs.get(key);
    long at = job == null ? -1 : deletableAtNanos(job);
    if (job == null || at < 0) {
      return 0;
    }
    long left = at - cluster.nowNanos();
    if (left > 0) {
      queue.addAfter(key, left);
      return 0;
    }
    try {
      cluster.delete(
          Kinds.JOB, key, new DeleteOptions(null, Propagation.FOREGROUND, job.metadata().uid()));
      queue.forget(key);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        queue.addRateLimited(key);
      }
    }
    return 0;
  }
}
