package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ScaledJob;
import dev.farsight.sim.kube.ScaledJobStatus;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.TriggerActivityStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One pass of the loop over the triggers of a ScaledJob ({@code scale_handler.go}). */
final class ScaledJobPolls {

  private final Cluster cluster;
  private final KedaSettings settings;
  private final KedaEvents events;
  private final ScalerReader reader;
  private final ScaledObjectScalers scalers;
  private final ScaledJobs jobs;

  ScaledJobPolls(
      Cluster cluster,
      KedaSettings settings,
      KedaEvents events,
      ScalerReader reader,
      ScaledObjectScalers scalers) {
    this.cluster = cluster;
    this.settings = settings;
    this.events = events;
    this.reader = reader;
    this.scalers = scalers;
    this.jobs = new ScaledJobs(cluster);
  }

  /** Polls; the next poll is scheduled when all triggers have answered, one after the other. */
  void poll(ScaleLoop loop) {
    loop.begin();
    ScaledJob object = cluster.get(Kinds.SCALED_JOB, loop.subjectName());
    if (object == null) {
      loop.next();
      return;
    }
    ScalersCache cache;
    boolean made = true;
    try {
      cache = scalers.of(object, object.spec().triggers());
    } catch (ScalerException e) {
      cache = new ScalersCache(object.metadata().generation(), List.of(), null);
      made = false;
    }
    Pass pass = new Pass(loop, object, cache);
    pass.failed = !made;
    pass.readFrom(0);
  }

  /** The triggers of one poll. */
  private final class Pass {
    private final ScaleLoop loop;
    private final ScaledJob object;
    private final ScalersCache cache;
    private final List<JobScaling.Queue> queues = new ArrayList<>();
    private final List<String> active = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private boolean failed;

    Pass(ScaleLoop loop, ScaledJob object, ScalersCache cache) {
      this.loop = loop;
      this.object = object;
      this.cache = cache;
    }

    void readFrom(int index) {
      if (index == cache.triggers().size()) {
        if (loop.isRunning()) {
          finish();
        }
        loop.next();
        return;
      }
      Trigger trigger = cache.triggers().get(index);
      if (trigger.isResource()) {
        readFrom(index + 1);
        return;
      }
      names.add(trigger.metricName());
      String namespace = object.namespace();
      ScalerReader.Reading now = reader.read(trigger, namespace, ScalerReader.BY_POLL);
      if (now != null) {
        take(trigger, now);
        readFrom(index + 1);
        return;
      }
      reader.await(
          new ScalerReader.Request(
              cache,
              trigger,
              namespace,
              ScalerReader.BY_POLL,
              late -> {
                take(trigger, late);
                readFrom(index + 1);
              }));
    }

    private void take(Trigger trigger, ScalerReader.Reading reading) {
      if (reading == ScalerReader.Reading.NONE) {
        return;
      }
      String error = reading.error();
      if (error != null) {
        failed = true;
        events.warning(object, "KEDAScalerFailed", error);
        return;
      }
      boolean isActive = trigger.isActive(reading.milli());
      if (isActive) {
        active.add(trigger.metricName());
      }
      queues.add(
          new JobScaling.Queue(Math.max(0, reading.milli()), trigger.targetMilli(), isActive));
    }

    private void finish() {
      List<Job> known = jobs.of(object);
      JobScaling.Demand demand = JobScaling.demand(object.spec(), queues);
      ScaledJob current = cluster.get(Kinds.SCALED_JOB, object.key());
      ScaledJobStatus status = current == null ? object.status() : current.status();
      if (demand.active()) {
        long count =
            JobScaling.create(
                object.spec(), demand, ScaledJobs.running(known), jobs.pending(object, known));
        create(count);
        status = status.withLastActiveTime(new Timestamp(settings.wholeSecond(cluster.nowNanos())));
      }
      status = status.withConditions(conditions(status.conditions(), demand.active()));
      status = status.withTriggersActivity(activity());
      write(status);
      jobs.enforceHistory(object);
    }

    private void create(long count) {
      if (count <= 0) {
        return;
      }
      for (long i = 0; i < count; i++) {
        try {
          jobs.create(object);
        } catch (ApiException e) {
          events.warning(
              object,
              "KEDAJobCreateFailed",
              "Failed to create job " + object.name() + "-: " + e.getMessage());
        }
      }
      events.normal(object, "KEDAJobsCreated", "Created " + count + " jobs");
    }

    private List<Condition> conditions(List<Condition> before, boolean isActive) {
      List<Condition> conditions = before;
      if (!failed) {
        conditions =
            KedaConditions.with(
                conditions,
                KedaConditions.READY,
                "True",
                "ScaledJobReady",
                "ScaledJob is defined correctly and is ready for scaling");
      } else if (isActive) {
        conditions =
            KedaConditions.with(
                conditions,
                KedaConditions.READY,
                "Unknown",
                "PartialTriggerError",
                "Some triggers defined in ScaledJob are not working correctly");
      } else {
        conditions =
            KedaConditions.with(
                conditions,
                KedaConditions.READY,
                "False",
                "TriggerError",
                "Triggers defined in ScaledJob are not working correctly");
      }
      boolean wasActive = KedaConditions.status(before, KedaConditions.ACTIVE).equals("True");
      String message =
          isActive
              ? "Scaling is performed because triggers are active"
              : "Scaling is not performed because triggers are not active";
      if (isActive != wasActive) {
        events.normal(object, isActive ? "ScaledJobActive" : "ScaledJobInactive", message);
      }
      return KedaConditions.with(
          conditions,
          KedaConditions.ACTIVE,
          isActive ? "True" : "False",
          isActive ? "ScalerActive" : "ScalerNotActive",
          message);
    }

    private Map<String, TriggerActivityStatus> activity() {
      Map<String, TriggerActivityStatus> activity = FrozenMap.empty();
      for (String name : names) {
        activity = FrozenMap.with(activity, name, new TriggerActivityStatus(active.contains(name)));
      }
      return activity;
    }

    private void write(ScaledJobStatus status) {
      try {
        ScaledJob current = cluster.get(Kinds.SCALED_JOB, object.key());
        boolean onlyTime =
            current != null
                && current.status().withLastActiveTime(status.lastActiveTime()).equals(status);
        if (onlyTime) {
          cluster.renew(Kinds.SCALED_JOB, object.key(), o -> o.withStatus(status));
        } else {
          cluster.modify(Kinds.SCALED_JOB, object.key(), o -> o.withStatus(status));
        }
      } catch (ApiException gone) {
        // the ScaledJob was deleted meanwhile
      }
    }
  }
}
