package dev.farsight.sim.process.keda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scalers of one object as they were made for one generation of it ({@code scalers_cache.go}).
 *
 * <p>It also keeps the ScaledObject as whoever made it held it then: what autoscalers read is
 * judged by that.
 */
final class ScalersCache {

  private final long generation;
  private final List<Trigger> triggers;
  private final @Nullable HeldScaledObject held;
  private boolean closed;

  ScalersCache(long generation, List<Trigger> triggers, @Nullable HeldScaledObject held) {
    this.generation = generation;
    this.triggers = triggers;
    this.held = held;
  }

  long generation() {
    return generation;
  }

  List<Trigger> triggers() {
    return triggers;
  }

  @Nullable HeldScaledObject held() {
    return held;
  }

  /** Takes note that the scalers are thrown away: who is still reading cannot try again. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }
}
