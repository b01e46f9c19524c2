package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;

/**
 * Limits of a namespace.
 *
 * @param hard limit by resource name
 * @param scopes pods the quota counts
 */
public record ResourceQuotaSpec(Map<String, Quantity> hard, List<String> scopes) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ResourceQuotaSpec {
    hard = FrozenMap.copyOf(hard);
    scopes = List.copyOf(scopes);
  }

  /** Returns a copy with another {@code hard}. */
  public ResourceQuotaSpec withHard(Map<String, Quantity> hard) {
    return new ResourceQuotaSpec(hard, scopes);
  }
}
