package dev.farsight.sim.process.keda;

import dev.farsight.sim.engine.EventType;
import dev.farsight.sim.engine.Priority;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.spec.KedaDefaults;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The running loops of one kind of object: at most one per object. */
final class ScaleLoops {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DEFAULT_INTERVAL_SECONDS = 30;

  /** Polls less often than this keep a run going, so that it cannot end between two of them. */
  private static final long LONGEST_QUIET_NANOS = 900 * SECOND_NANOS;

  private final Simulator simulator;
  private final Consumer<ScaleLoop> ending;
  private final EventType<ScaleLoop> poll;
  private final EventType<ScaleLoop> rarePoll;
  private final EventType<ScaleLoop> cooled;
  private final Map<String, ScaleLoop> loops = new LinkedHashMap<>();

  /**
   * Makes a set of loops.
   *
   * @param name what their events are called
   * @param polled polls for a loop
   * @param ending told of a loop that is about to be stopped
   */
  ScaleLoops(
      Simulator simulator, String name, Consumer<ScaleLoop> polled, Consumer<ScaleLoop> ending) {
    this.simulator = simulator;
    this.ending = ending;
    this.poll =
        simulator.declareMaintenance(
            name + ".poll", Priority.CONTROL, LONGEST_QUIET_NANOS, polled::accept);
    this.rarePoll = simulator.declare(name + ".rare-poll", Priority.CONTROL, polled::accept);
    this.cooled = simulator.declare(name + ".cooled-down", Priority.CONTROL, loop -> {});
  }

  /**
   * Starts a loop in place of the one that may be running.
   *
   * @return whether none was running
   */
  boolean start(String key, int intervalSeconds) {
    ScaleLoop old = loops.get(key);
    if (old != null) {
      end(old);
    }
    long interval = Math.max(1, intervalSeconds) * SECOND_NANOS;
    EventType<ScaleLoop> due = interval > LONGEST_QUIET_NANOS ? rarePoll : poll;
    ScaleLoop loop = new ScaleLoop(simulator, key, interval, due, cooled);
    loops.put(key, loop);
    loop.start(KedaDefaults.FIRST_POLL_NANOS);
    return old == null;
  }

  /** Returns the interval that is used where none is set. */
  static int interval(@org.jspecify.annotations.Nullable Integer seconds) {
    return seconds == null ? DEFAULT_INTERVAL_SECONDS : seconds;
  }

  /** Stops a loop; returns whether it was running. */
  boolean stop(String key) {
    ScaleLoop loop = loops.remove(key);
    if (loop != null) {
      end(loop);
    }
    return loop != null;
  }

  /** Stops all loops. */
  void stopAll() {
    loops.values().forEach(this::end);
    loops.clear();
  }

  private void end(ScaleLoop loop) {
    ending.accept(loop);
    loop.stop();
  }
}
