package dev.farsight.sim.kube;

import java.util.Map;

/**
 * Use of a quota.
 *
 * @param hard limits enforced
 * @param used amounts used
 */
public record ResourceQuotaStatus(Map<String, Quantity> hard, Map<String, Quantity> used) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ResourceQuotaStatus {
    hard = FrozenMap.copyOf(hard);
    used = FrozenMap.copyOf(used);
  }
}
