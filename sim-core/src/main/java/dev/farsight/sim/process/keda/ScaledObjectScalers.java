package dev.farsight.sim.process.keda;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ScaleTriggers;
import dev.farsight.sim.kube.ScaledObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scalers that are made and kept, by object. */
final class ScaledObjectScalers {

  private final Cluster cluster;
  private final KedaEvents events;
  private final long startedAtEpochNanos;
  private final Map<String, ScalersCache> caches = new LinkedHashMap<>();

  /** What the last poll read of triggers that use cached metrics, by object and metric. */
  private final Map<String, Map<String, ScalerReader.Reading>> polled = new LinkedHashMap<>();

  ScaledObjectScalers(Cluster cluster, KedaEvents events, long startedAtEpochNanos) {
    this.cluster = cluster;
    this.events = events;
    this.startedAtEpochNanos = startedAtEpochNanos;
  }

  /**
   * Returns the scalers of a ScaledObject, made anew where they are of another generation.
   *
   * @throws ScalerException if they cannot be made
   */
  ScalersCache of(HeldScaledObject held) {
    ScaledObject object = held.object();
    ScalersCache known = caches.get(held.key());
    if (known != null && known.generation() == object.metadata().generation()) {
      return known;
    }
    if (ScaleTargets.scale(cluster, object) == null) {
      throw new ScalerException(ScaleTargets.notCached(object));
    }
    return make(object, object.spec().triggers(), held);
  }

  /**
   * Returns the scalers of some object whose triggers are known; see {@link #of}.
   *
   * @throws ScalerException if they cannot be made
   */
  ScalersCache of(KubeObject object, List<ScaleTriggers> triggers) {
    ScalersCache known = caches.get(object.key());
    return known != null && known.generation() == object.metadata().generation()
        ? known
        : make(object, triggers, null);
  }

  private ScalersCache make(
      KubeObject object, List<ScaleTriggers> sources, @Nullable HeldScaledObject held) {
    List<Trigger> triggers;
    try {
      triggers = Trigger.all(object.namespace(), sources, startedAtEpochNanos);
    } catch (ScalerException e) {
      events.warning(object, "KEDAScalerFailed", e.text());
      throw e;
    }
    for (Trigger trigger : triggers) {
      events.normal(object, "KEDAScalersStarted", "Scaler " + trigger.type() + " is built");
    }
    ScalersCache made = new ScalersCache(object.metadata().generation(), triggers, held);
    close(caches.put(object.key(), made));
    return made;
  }

  /**
   * Returns the scalers of a ScaledObject whatever their generation, or null if there is none.
   *
   * @throws ScalerException if they cannot be made
   */
  @Nullable ScalersCache ofKey(String key) {
    ScalersCache known = caches.get(key);
    if (known != null) {
      return known;
    }
    ScaledObject object = cluster.get(Kinds.SCALED_OBJECT, key);
    return object == null ? null : of(new HeldScaledObject(object));
  }

  /** Keeps what a poll read of triggers that use cached metrics, if there are any. */
  void keep(String key, Map<String, ScalerReader.Reading> readings) {
    if (!readings.isEmpty()) {
      polled.put(key, readings);
    }
  }

  /** Returns what the last poll read where a trigger uses cached metrics, or null. */
  ScalerReader.@Nullable Reading kept(String key, Trigger trigger) {
    Map<String, ScalerReader.Reading> readings =
        trigger.usesCachedMetrics() ? polled.get(key) : null;
    return readings == null ? null : readings.get(trigger.metricName());
  }

  private static void close(@Nullable ScalersCache cache) {
    if (cache != null) {
      cache.close();
    }
  }

  /** Forgets the scalers of an object and what they read. */
  void clear(String key) {
    polled.remove(key);
    close(caches.remove(key));
  }

  /** Forgets all scalers. */
  void clear() {
    caches.values().forEach(ScalersCache::close);
    caches.clear();
    polled.clear();
  }
}
