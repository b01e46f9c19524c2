package dev.farsight.sim.process.keda;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.engine.Subject;
import dev.farsight.sim.kube.ScaledObject;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.spec.KedaDefaults;
import org.jspecify.annotations.Nullable;

/** The loop that polls the triggers of one object until it is stopped. */
final class ScaleLoop implements Subject {

  private final Simulator simulator;
  private final String key;
  private final long id;
  private final long intervalNanos;
  private final EventType<ScaleLoop> due;
  private final EventType<ScaleLoop> cooled;
  private long timer;
  private long cooldownTimer;
  private long startedNanos;
  private boolean running = true;
  private @Nullable HeldScaledObject held;
  private @Nullable Timestamp lastActive;

  ScaleLoop(
      Simulator simulator,
      String key,
      long intervalNanos,
      EventType<ScaleLoop> due,
      EventType<ScaleLoop> cooled) {
    this.simulator = simulator;
    this.key = key;
    this.id = Subject.idOf("scale-loop", key);
    this.intervalNanos = intervalNanos;
    this.due = due;
    this.cooled = cooled;
  }

  @Override
  public long subjectId() {
    return id;
  }

  @Override
  public String subjectName() {
    return key;
  }

  /** Polls for the first time after a delay. */
  void start(long delayNanos) {
    timer = simulator.schedule(delayNanos, due, this);
  }

  /** Takes notice that a poll begins: its beginning is what the interval counts from. */
  void begin() {
    startedNanos = simulator.now();
  }

  /** Takes the ScaledObject as a poll has just read it; a loop has one holder all its life. */
  HeldScaledObject hold(ScaledObject object) {
    HeldScaledObject holder = held;
    if (holder == null) {
      holder = new HeldScaledObject(object);
      held = holder;
    } else {
      holder.hold(object);
    }
    return holder;
  }

  /** Returns the time of the last activity that is not written yet, or null. */
  @Nullable Timestamp lastActive() {
    return lastActive;
  }

  /** Keeps the time of the last activity until it is written; null when it is. */
  void keepActive(@Nullable Timestamp active) {
    lastActive = active;
  }

  /** Schedules the next poll; one that is overdue comes at once. */
  void next() {
    if (running) {
      timer =
          simulator.scheduleAt(
              Math.max(simulator.now(), startedNanos + intervalNanos + KedaDefaults.POLL_LAG_NANOS),
              due,
              this);
    }
  }

  /** Takes notice of the end of the cooldown, which a run has to wait for; negative for none. */
  void coolDown(long endNanos) {
    if (endNanos < 0 || simulator.isPending(cooldownTimer)) {
      if (endNanos < 0 && cooldownTimer != 0) {
        simulator.cancel(cooldownTimer);
        cooldownTimer = 0;
      }
      return;
    }
    long pollNanos = Math.max(endNanos, simulator.now()) + intervalNanos;
    cooldownTimer = simulator.scheduleAt(pollNanos, cooled, this);
  }

  void stop() {
    running = false;
    simulator.cancel(timer);
    coolDown(-1);
  }

  boolean isRunning() {
    return running;
  }
}
