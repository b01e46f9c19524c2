package dev.farsight.sim.kube;

import java.util.Map;

/**
 * Requests and limits of a container or pod.
 *
 * @param requests least amounts, by resource name
 * @param limits greatest amounts, by resource name
 */
public record ResourceRequirements(Map<String, Quantity> requests, Map<String, Quantity> limits) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ResourceRequirements {
    requests = FrozenMap.copyOf(requests);
    limits = FrozenMap.copyOf(limits);
  }
}
