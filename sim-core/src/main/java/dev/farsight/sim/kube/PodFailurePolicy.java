package dev.farsight.sim.kube;

import java.util.List;

/**
 * How a Job judges failed pods.
 *
 * @param rules rules, the first match counts
 */
public record PodFailurePolicy(List<PodFailurePolicyRule> rules) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodFailurePolicy {
    rules = List.copyOf(rules);
  }
}
