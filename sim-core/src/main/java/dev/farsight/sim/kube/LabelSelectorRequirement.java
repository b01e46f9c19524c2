package dev.farsight.sim.kube;

import java.util.List;

/**
 * One expression of a label selector.
 *
 * @param key label key
 * @param operator In, NotIn, Exists or DoesNotExist
 * @param values values the operator compares with
 */
public record LabelSelectorRequirement(String key, String operator, List<String> values) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public LabelSelectorRequirement {
    values = List.copyOf(values);
  }
}
