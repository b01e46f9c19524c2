package dev.farsight.sim.kube;

import java.util.List;

/**
 * CSI drivers of a node.
 *
 * @param drivers drivers
 */
public record CSINodeSpec(List<CSINodeDriver> drivers) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public CSINodeSpec {
    drivers = List.copyOf(drivers);
  }
}
