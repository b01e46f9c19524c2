package dev.farsight.sim.process.workload.cronjob;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.CronJob;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.process.workload.ControllerTiming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The CronJob controller of kube-controller-manager. */
public final class CronJobController {

  private static final int WORKERS = 5;

  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Instant startedAt;
  private final Informer<CronJob> cronJobs;
  private final Informer<Job> jobs;
  private final EventRecorder recorder;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   * @param startedAt what the wall clock shows at the start of the simulation
   */
  public CronJobController(
      Simulator simulator,
      Cluster cluster,
      InformerFactory informers,
      ControllerTiming timing,
      Instant startedAt) {
    this.cluster = cluster;
    this.timing = timing;
    this.startedAt = startedAt;
    this.cronJobs = informers.informer(Kinds.CRON_JOB);
    this.jobs = informers.informer(Kinds.JOB);
    this.recorder = EventRecorder.correlating(cluster, "cronjob-controller");
    this.queue = new WorkQueue(simulator, "cronjob", WORKERS, timing.syncDelayNanos(), this::sync);
    cronJobs.addHandler(this::onCronJob);
    jobs.addHandler(this::onJob);
  }

  /**
   * A new schedule does not make up for times that it would have had before ({@code
   * updateCronJob}).
   */
  private void onCronJob(WatchEvent<CronJob> event) {
    CronJob cronJob = event.object();
    CronJob old = event.old();
    boolean rescheduled =
        event.type() == WatchEvent.Type.MODIFIED
            && old != null
            && !(old.spec().schedule().equals(cronJob.spec().schedule())
                && Objects.equals(old.spec().timeZone(), cronJob.spec().timeZone()));
    if (!rescheduled) {
      queue.add(cronJob.key());
      return;
    }
    long next = new CronJobSync(cluster, recorder, startedAt, cronJob).nanosUntilNext();
    if (next < 0) {
      recorder.record(
          cronJob,
          "Warning",
          "UnParseableCronJobSchedule",
          "unparseable schedule for cronjob: " + cronJob.spec().schedule());
    } else {
      queue.addAfter(cronJob.key(), next);
    }
  }

  private void onJob(WatchEvent<Job> event) {
    OwnerReference owner = event.object().metadata().controllerOwner();
    if (owner == null || !owner.kind().equals(Kinds.CRON_JOB.name())) {
      return;
    }
    CronJob cronJob = cronJobs.get(ObjectMeta.key(event.object().namespace(), owner.name()));
    if (cronJob != null && cronJob.metadata().uid().equals(owner.uid())) {
      queue.add(cronJob.key());
    }
  }

  private long sync(String key) {
    CronJob cronJob = cronJobs.get(key);
    if (cronJob == null) {
      queue.forget(key);
      return 0;
    }
    List<Job> own = new ArrayList<>(jobs.listControlledBy(cronJob.metadata().uid()));
    CronJobSync work = new CronJobSync(cluster, recorder, startedAt, cronJob);
    try {
      long next = work.run(own);
      queue.forget(key);
      if (next > 0) {
        queue.addAfter(key, next);
      }
    } catch (ApiException e) {
      queue.addRateLimited(key);
    }
    return work.writes() * timing.apiCallNanos();
  }
}
