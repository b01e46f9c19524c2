package dev.farsight.sim.kube;

import java.util.List;

/**
 * When an Indexed Job counts as successful before all its indexes are.
 *
 * @param rules rules, the first that holds counts
 */
public record SuccessPolicy(List<SuccessPolicyRule> rules) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public SuccessPolicy {
    rules = List.copyOf(rules);
  }
}
