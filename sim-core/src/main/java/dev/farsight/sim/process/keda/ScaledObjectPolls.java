package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ScaledObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass of the loop over the triggers of a ScaledObject ({@code scale_handler.go}). */
final class ScaledObjectPolls {

  private final Simulator simulator;
  private final Cluster cluster;
  private final KedaEvents events;
  private final ScalerReader reader;
  private final FallbackHealth health;
  private final ScaledObjectScalers scalers;
  private final ScaleExecutor executor;
  private final EventType<Subject> cronChanges;
  private final Map<String, Long> cronTimers = new LinkedHashMap<>();

  ScaledObjectPolls(
      Simulator simulator,
      Cluster cluster,
      KedaEvents events,
      ScalerReader reader,
      FallbackHealth health,
      ScaledObjectScalers scalers,
      ScaleExecutor executor) {
    this.simulator = simulator;
    this.cluster = cluster;
    this.events = events;
    this.reader = reader;
    this.health = health;
    this.scalers = scalers;
    this.executor = executor;
    this.cronChanges = simulator.declare("keda.cron-change", Priority.CONTROL, subject -> {});
  }

  /** Polls; the next poll is scheduled when all triggers have answered. */
  void poll(ScaleLoop loop) {
    loop.begin();
    ScaledObject object = cluster.get(Kinds.SCALED_OBJECT, loop.subjectName());
    if (object == null) {
      loop.next();
      return;
    }
    HeldScaledObject held = loop.hold(object);
    ScalersCache cache;
    try {
      cache = scalers.of(held);
    } catch (ScalerException e) {
      loop.next();
      return;
    }
    new Pass(loop, held, cache).start();
  }

  /** A run must not end while a schedule is still going to change something. */
  private void awaitCron(String key, CronWindow window) {
    Long timer = cronTimers.get(key);
    if (timer == null || !simulator.isPending(timer)) {
      long at = window.nextChangeNanos(simulator.now());
      if (at < Long.MAX_VALUE) {
        cronTimers.put(key, simulator.scheduleAt(at, cronChanges, Subject.of(key)));
      }
    }
  }

  /** The triggers of one poll, some of which may still be waiting for an answer. */
  private final class Pass {
    private final ScaleLoop loop;
    private final ScalersCache cache;
    private final ScalerReader.@Nullable Reading[] readings;
    private final boolean wasInFallback;
    private final HeldScaledObject held;
    private int waiting;

    Pass(ScaleLoop loop, HeldScaledObject held, ScalersCache cache) {
      this.loop = loop;
      this.held = held;
      this.cache = cache;
      this.readings = new ScalerReader.Reading[cache.triggers().size()];
      this.wasInFallback =
          KedaConditions.status(held.object().status().conditions(), KedaConditions.FALLBACK)
              .equals("True");
    }

    void start() {
      List<Trigger> triggers = cache.triggers();
      waiting = 1;
      for (int i = 0; i < triggers.size(); i++) {
        Trigger trigger = triggers.get(i);
        CronWindow cron = trigger.cron();
        if (cron != null) {
          awaitCron(loop.subjectName() + "/" + trigger.metricName(), cron);
        }
        if (!trigger.isResource()) {
          String namespace = held.object().namespace();
          readings[i] = reader.read(trigger, namespace, ScalerReader.BY_POLL);
          if (readings[i] == null) {
            await(i, namespace);
          }
        }
      }
      answered();
    }

    private void await(int index, String namespace) {
      waiting++;
      reader.await(
          new ScalerReader.Request(
              cache,
              cache.triggers().get(index),
              namespace,
              ScalerReader.BY_POLL,
              reading -> {
                readings[index] = reading;
                answered();
              }));
    }

    private void answered() {
      waiting--;
      if (waiting == 0) {
        if (loop.isRunning()) {
          finish();
        }
        loop.next();
      }
    }

    private void finish() {
      List<Trigger> triggers = cache.triggers();
      List<String> active = new ArrayList<>(2);
      Map<String, ScalerReader.Reading> kept = FrozenMap.empty();
      boolean failed = false;
      boolean inFallback = false;
      boolean onlyResources = true;
      for (int i = 0; i < triggers.size(); i++) {
        ScalerReader.Reading reading = readings[i];
        Trigger trigger = triggers.get(i);
        if (reading == null) {
          continue;
        }
        onlyResources = false;
        if (reading == ScalerReader.Reading.NONE) {
          continue;
        }
        FallbackHealth.Outcome outcome = health.judge(held, trigger, reading);
        inFallback |= outcome.inFallback();
        if (outcome.error() != null) {
          failed = true;
          events.warning(held.object(), "KEDAScalerFailed", outcome.error());
        } else if (outcome.inFallback() || trigger.isActive(reading.milli())) {
          active.add(trigger.metricName());
        }
        if (trigger.usesCachedMetrics()) {
          ScalerReader.Reading read = new ScalerReader.Reading(outcome.milli(), outcome.error());
          kept = FrozenMap.with(kept, trigger.metricName(), read);
        }
      }
      if (failed) {
        scalers.clear(loop.subjectName());
      }
      tellFallback(inFallback);
      boolean isActive = !active.isEmpty() || (onlyResources && !failed);
      executor.requestScale(held, new ScaleExecutor.State(isActive, failed, active), loop);
      scalers.keep(loop.subjectName(), kept);
    }

    private void tellFallback(boolean inFallback) {
      if (inFallback && !wasInFallback) {
        events.normal(
            held.object(), "ScaledObjectFallbackActivated", "ScaledObject fallback is active");
      } else if (!inFallback && wasInFallback) {
        events.normal(
            held.object(),
            "ScaledObjectFallbackDeactivated",
            "ScaledObject fallback is no longer active");
      }
    }
  }
}
