package dev.farsight.sim.kube;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One trigger of a ScaledObject or ScaledJob.
 *
 * @param type type of the scaler, such as {@code aws-sqs-queue}
 * @param name name of the trigger; absent when not set
 * @param metadata settings of the scaler
 * @param metricType AverageValue, Value or Utilization; absent for AverageValue
 * @param useCachedMetrics whether an autoscaler gets the value of the last poll; absent when not
 *     set
 */
public record ScaleTriggers(
    String type,
    @Nullable String name,
    Map<String, String> metadata,
    @Nullable String metricType,
    @Nullable Boolean useCachedMetrics) {

  /** Makes the map unmodifiable. */
  public ScaleTriggers {
    metadata = FrozenMap.copyOf(metadata);
  }

  /**
   * Returns whether it reads the pods' own usage of cpu or memory, which KEDA leaves to the HPA.
   */
  public boolean isResource() {
    return type.equals("cpu") || type.equals("memory");
  }
}
