package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Rollout;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledJobSpec;
import dev.farsight.sim.kube.ScalingStrategy;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles ScaledJobs: finalizer, conditions, loop, pauses, rollout ({@code
 * scaledjob_controller.go}).
 */
final class ScaledJobController {

  private static final int WORKERS = 1;

  private final Cluster cluster;
  private final KedaEvents events;
  private final KedaEvents handlerEvents;
  private final ScaleLoops loops;
  private final ScaledObjectScalers scalers;
  private final ScaledJobs jobs;
  private final WorkQueue queue;
  private boolean running;

  ScaledJobController(
      Simulator simulator,
      Cluster cluster,
      KedaEvents events,
      KedaEvents handlerEvents,
      ScaleLoops loops,
      ScaledObjectScalers scalers) {
    this.cluster = cluster;
    this.events = events;
    this.handlerEvents = handlerEvents;
    this.loops = loops;
    this.scalers = scalers;
    this.jobs = new ScaledJobs(cluster);
    this.queue =
        new WorkQueue(
            simulator, "keda.scaledjob", WORKERS, KedaDefaults.RECONCILE_NANOS, this::reconcile);
    cluster.watch(Kinds.SCALED_JOB, 0, this::onScaledJob);
  }

  void start() {
    running = true;
    for (ScaledJob object : cluster.store(Kinds.SCALED_JOB).list()) {
      queue.add(object.key());
    }
  }

  void stop() {
    running = false;
    loops.stopAll();
    scalers.clear();
  }

  private void onScaledJob(WatchEvent<ScaledJob> event) {
    ScaledJob old = event.old();
    ScaledJob object = event.object();
    boolean matters =
        event.type() != WatchEvent.Type.MODIFIED
            || old == null
            || old.metadata().generation() != object.metadata().generation()
            || Annotations.differ(old, object, Annotations.PAUSED);
    if (running && matters) {
      queue.add(object.key());
    }
  }

  private long reconcile(String key) {
    ScaledJob object = running ? cluster.get(Kinds.SCALED_JOB, key) : null;
    if (object == null) {
      queue.forget(key);
      return 0;
    }
    try {
      if (object.metadata().isTerminating()) {
        finish(object);
      } else if (!ready(object)) {
        queue.addRateLimited(key);
        return KedaDefaults.RECONCILE_NANOS;
      }
    } catch (ApiException gone) {
      // deleted meanwhile; its watch event comes
    }
    queue.forget(key);
    return KedaDefaults.RECONCILE_NANOS;
  }

  private void finish(ScaledJob object) {
    if (object.metadata().finalizers().contains(ScaledObjectController.FINALIZER)) {
      stopLoop(object);
      List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
      finalizers.remove(ScaledObjectController.FINALIZER);
      cluster.modify(
          Kinds.SCALED_JOB,
          object.key(),
          o -> o.withMetadata(o.metadata().withFinalizers(finalizers)));
    }
    events.emitWarning(object, "ScaledJobDeleted", "ScaledJob was deleted");
  }

  private void stopLoop(ScaledJob object) {
    if (loops.stop(object.key())) {
      scalers.clear(object.key());
      handlerEvents.normal(object, "KEDAScalersStopped", "Stopped scalers watch");
    }
  }

  /** The operator's update writes fields out that were absent: that makes a new generation. */
  private static ScaledJobSpec writtenOut(ScaledJobSpec spec) {
    return new ScaledJobSpec(
        spec.jobTargetRef(),
        spec.pollingInterval(),
        spec.successfulJobsHistoryLimit(),
        spec.failedJobsHistoryLimit(),
        spec.rolloutStrategy(),
        spec.rollout() == null ? new Rollout(null, null) : spec.rollout(),
        spec.minReplicaCount(),
        spec.maxReplicaCount(),
        spec.scalingStrategy() == null
            ? new ScalingStrategy(null, null, null, List.of(), null)
            : spec.scalingStrategy(),
        spec.triggers());
  }

  private boolean ready(ScaledJob found) {
    ScaledJob object = found;
    if (!object.metadata().finalizers().contains(ScaledObjectController.FINALIZER)) {
      List<String> finalizers = new ArrayList<>(object.metadata().finalizers());
      finalizers.add(ScaledObjectController.FINALIZER);
      object =
          cluster.modify(
              Kinds.SCALED_JOB,
              object.key(),
              o ->
                  o.withSpec(writtenOut(o.spec()))
                      .withMetadata(o.metadata().withFinalizers(finalizers)));
    }
    List<Condition> conditions = object.status().conditions();
    if (conditions.isEmpty()) {
      conditions = KedaConditions.INITIAL;
    }
    boolean good = true;
    try {
      conditions = checked(object, conditions);
    } catch (ScalerException e) {
      good = false;
      conditions =
          KedaConditions.with(
              conditions, KedaConditions.READY, "False", "ScaledJobCheckFailed", e.text());
      conditions =
          KedaConditions.with(
              conditions,
              KedaConditions.ACTIVE,
              "Unknown",
              "UnknownState",
              "ScaledJob check failed");
      events.emitWarning(object, "ScaledJobCheckFailed", e.text());
    }
    List<Condition> written = conditions;
    cluster.modify(
        Kinds.SCALED_JOB, object.key(), o -> o.withStatus(o.status().withConditions(written)));
    return good;
  }

  private List<Condition> checked(ScaledJob object, List<Condition> before) {
    List<Condition> conditions = before;
    boolean wasPaused = KedaConditions.status(before, KedaConditions.PAUSED).equals("True");
    String message;
    if (Annotations.isJobPaused(object)) {
      if (!wasPaused) {
        conditions =
            KedaConditions.with(
                conditions,
                KedaConditions.PAUSED,
                "True",
                "ScaledJobPaused",
                "ScaledJob is paused");
        events.emitNormal(object, "ScaledJobPaused", "ScaledJob is paused");
      }
      stopLoop(object);
      message = "ScaledJob is paused, skipping reconcile loop";
    } else {
      if (wasPaused) {
        conditions =
            KedaConditions.with(
                conditions,
                KedaConditions.PAUSED,
                "False",
                "ScaledJobUnpaused",
                "ScaledJob is unpaused");
        events.emitNormal(object, "ScaledJobUnpaused", "ScaledJob is unpaused");
      }
      if (Trigger.problem(object.spec().triggers()) != null) {
        throw new ScalerException("ScaledJob doesn't have correct triggers specification");
      }
      rollOut(object);
      makeScalers(object);
      if (loops.start(object.key(), ScaleLoops.interval(object.spec().pollingInterval()))) {
        handlerEvents.loopStarted(object);
      }
      message = "ScaledJob is defined correctly and is ready to scaling";
    }
    if (!KedaConditions.status(conditions, KedaConditions.READY).equals("True")) {
      events.emitNormal(object, "ScaledJobReady", "ScaledJob is ready for scaling");
    }
    return KedaConditions.with(conditions, KedaConditions.READY, "True", "ScaledJobReady", message);
  }

  private void makeScalers(ScaledJob object) {
    try {
      scalers.of(object, object.spec().triggers());
    } catch (ScalerException e) {
      throw new ScalerException("Failed to ensure ScaledJob is correctly created");
    }
    for (ScaleTriggers trigger : object.spec().triggers()) {
      if (trigger.metricType() != null && !trigger.metricType().isEmpty()) {
        throw new ScalerException("Cannot set metricType in ScaledJob triggers");
      }
    }
  }

  private static @Nullable String rollout(ScaledJobSpec spec) {
    String old = spec.rolloutStrategy();
    Rollout rollout = spec.rollout();
    return old != null && !old.isEmpty() ? old : rollout == null ? null : rollout.strategy();
  }

  /** Deletes the Jobs of earlier generations, unless they may go on. */
  private void rollOut(ScaledJob object) {
    if ("gradual".equals(rollout(object.spec()))) {
      return;
    }
    List<Job> old = new ArrayList<>();
    for (Job job : jobs.of(object)) {
      String made = job.metadata().annotations().get(ScaledJobs.GENERATION);
      if (!Long.toString(object.metadata().generation()).equals(made)) {
        old.add(job);
      }
    }
    if (old.isEmpty()) {
      return;
    }
    String count = old.size() + " jobs owned by the previous version of the scaledJob";
    events.emitNormal(object, "ScaledJobRolloutCleanupStarted", "Deleting " + count);
    Rollout rollout = object.spec().rollout();
    boolean foreground = rollout != null && "foreground".equals(rollout.propagationPolicy());
    DeleteOptions options =
        new DeleteOptions(
            null,
            foreground
                ? DeleteOptions.Propagation.FOREGROUND
                : DeleteOptions.Propagation.BACKGROUND,
            null);
    for (Job job : old) {
      cluster.delete(Kinds.JOB, job.key(), options);
    }
    events.emitNormal(object, "ScaledJobRolloutCleanupCompleted", "Deleted " + count);
  }
}
