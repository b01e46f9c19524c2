package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.ExternalMetric;
import dev.farsight.sim.kube.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The world outside that triggers look at: queues, streams, dashboards, each under {@code
 * namespace/name}. A source that no process drives has the value of the {@link ExternalMetric}
 * object of its name, which steps set, and 0 before the first of them.
 */
public final class MetricSources {

  /**
   * What a source says.
   *
   * @param milli value in thousandths; meaningless where it failed
   * @param failure how reading failed, as {@link ExternalMetric} names it; absent when it did not
   */
  public record Reading(long milli, @Nullable String failure) {

    /** Returns the reading of a value. */
    public static Reading of(long milli) {
      return new Reading(milli, null);
    }

    /** Returns whether there is no value. */
    public boolean isFailed() {
      return failure != null;
    }
  }

  /** A quantity that some process drives. */
  @FunctionalInterface
  public interface Source {

    /** Returns the value now, in thousandths. */
    long milli();
  }

  private final ObjectStore<ExternalMetric> metrics;
  private final Map<String, Source> driven = new LinkedHashMap<>();

  MetricSources(ObjectStore<ExternalMetric> metrics) {
    this.metrics = metrics;
  }

  /** Lets a process drive a source. */
  public void drive(String key, Source source) {
    driven.put(key, source);
  }

  /** Returns whether anything says what a source's value is. */
  public boolean isKnown(String key) {
    return driven.containsKey(key) || set(key) != null;
  }

  /** Returns the first of some keys of which anything says what the value is, else the first. */
  public String firstKnown(List<String> keys) {
    for (String key : keys) {
      if (isKnown(key)) {
        return key;
      }
    }
    return keys.get(0);
  }

  /** Reads a source; a step that makes it fail counts more than the process that drives it. */
  public Reading read(String key) {
    ExternalMetric set = set(key);
    Source source = driven.get(key);
    if (set != null && (source == null || set.value() == null)) {
      Quantity value = set.value();
      String failure = set.failure();
      return value != null
          ? Reading.of(milli(value))
          : new Reading(0, failure == null ? ExternalMetric.NOT_FOUND : failure);
    }
    return Reading.of(source == null ? 0 : source.milli());
  }

  private @Nullable ExternalMetric set(String key) {
    return metrics.size() == 0 ? null : metrics.get(key);
  }

  private static long milli(Quantity quantity) {
    return quantity.units() * 1000L - Math.floorDiv(-quantity.nanos(), 1_000_000);
  }
}
