package dev.farsight.sim.kube;

import java.util.Map;

/**
 * Bounds and defaults for one sort of object.
 *
 * @param type Container, Pod or PersistentVolumeClaim
 * @param max upper bounds
 * @param min lower bounds
 * @param defaultLimits limits given to containers without
 * @param defaultRequest requests given to containers without
 * @param maxLimitRequestRatio greatest ratio of limit to request
 */
public record LimitRangeItem(
    String type,
    Map<String, Quantity> max,
    Map<String, Quantity> min,
    Map<String, Quantity> defaultLimits,
    Map<String, Quantity> defaultRequest,
    Map<String, Quantity> maxLimitRequestRatio) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public LimitRangeItem {
    max = FrozenMap.copyOf(max);
    min = FrozenMap.copyOf(min);
    defaultLimits = FrozenMap.copyOf(defaultLimits);
    defaultRequest = FrozenMap.copyOf(defaultRequest);
    maxLimitRequestRatio = FrozenMap.copyOf(maxLimitRequestRatio);
  }
}
