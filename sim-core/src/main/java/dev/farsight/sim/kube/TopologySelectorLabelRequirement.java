package dev.farsight.sim.kube;

import java.util.List;

/**
 * Values of one label a class allows.
 *
 * @param key label key
 * @param values values allowed
 */
public record TopologySelectorLabelRequirement(String key, List<String> values) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public TopologySelectorLabelRequirement {
    values = List.copyOf(values);
  }
}
