package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSI driver on a node.
 *
 * @param name name of the driver
 * @param nodeID the driver's name of the node
 * @param topologyKeys node labels the driver understands
 * @param allocatable limits; absent when not set
 */
public record CSINodeDriver(
    String name,
    String nodeID,
    List<String> topologyKeys,
    @Nullable VolumeNodeResources allocatable) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public CSINodeDriver {
    topologyKeys = List.copyOf(topologyKeys);
  }
}
