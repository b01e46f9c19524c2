package dev.farsight.sim.kube;

import java.util.List;

/**
 * Bounds and defaults of a namespace.
 *
 * @param limits items
 */
public record LimitRangeSpec(List<LimitRangeItem> limits) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public LimitRangeSpec {
    limits = List.copyOf(limits);
  }
}
