package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a node.
 *
 * @param unschedulable whether the node is cordoned; absent when not set
 * @param taints taints
 * @param providerID cloud provider's id; absent when not set
 */
public record NodeSpec(
    @Nullable Boolean unschedulable, List<Taint> taints, @Nullable String providerID) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeSpec {
    taints = List.copyOf(taints);
  }

  /** Returns a copy with another {@code unschedulable}. */
  public NodeSpec withUnschedulable(@Nullable Boolean unschedulable) {
    return new NodeSpec(unschedulable, taints, providerID);
  }

  /** Returns a copy with another {@code taints}. */
  public NodeSpec withTaints(List<Taint> taints) {
    return new NodeSpec(unschedulable, taints, providerID);
  }
}
