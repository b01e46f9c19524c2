package dev.farsight.sim.kube;

import java.util.List;

/**
 * One expression over node labels or fields.
 *
 * @param key label key or field path
 * @param operator In, NotIn, Exists, DoesNotExist, Gt or Lt
 * @param values values the operator compares with
 */
public record NodeSelectorRequirement(String key, String operator, List<String> values) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeSelectorRequirement {
    values = List.copyOf(values);
  }
}
