package dev.farsight.sim.kube;

import java.util.Map;

/**
 * Storage a claim asks for.
 *
 * @param requests least amounts
 * @param limits greatest amounts
 */
public record VolumeResourceRequirements(
    Map<String, Quantity> requests, Map<String, Quantity> limits) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public VolumeResourceRequirements {
    requests = FrozenMap.copyOf(requests);
    limits = FrozenMap.copyOf(limits);
  }
}
