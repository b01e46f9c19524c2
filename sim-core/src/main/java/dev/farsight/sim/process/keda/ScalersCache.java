package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.ScaledObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scalers of one object as they were made for one generation of it ({@code scalers_cache.go}).
 *
 * <p>It also keeps the ScaledObject as it was then. What autoscalers read is judged by that copy,
 * which is refreshed only when such a read itself changes the object.
 */
final class ScalersCache {

  private final long generation;
  private final List<Trigger> triggers;
  private final Map<String, ScalerReader.Reading> polled = new LinkedHashMap<>();
  private @Nullable ScaledObject copy;

  ScalersCache(long generation, List<Trigger> triggers, @Nullable ScaledObject copy) {
    this.generation = generation;
    this.triggers = triggers;
    this.copy = copy;
  }

  long generation() {
    return generation;
  }

  List<Trigger> triggers() {
    return triggers;
  }

  @Nullable ScaledObject copy() {
    return copy;
  }

  void refresh(ScaledObject object) {
    copy = object;
  }

  /** Keeps the value of a poll for triggers that use cached metrics. */
  void keep(Trigger trigger, ScalerReader.Reading reading) {
    polled.put(trigger.metricName(), reading);
  }

  /** Returns the value of the last poll, or null. */
  ScalerReader.@Nullable Reading kept(Trigger trigger) {
    return trigger.usesCachedMetrics() ? polled.get(trigger.metricName()) : null;
  }
}
