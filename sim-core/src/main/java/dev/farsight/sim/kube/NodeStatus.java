package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;

/**
 * What is known of a node.
 *
 * @param capacity total resources
 * @param allocatable resources for pods
 * @param conditions conditions
 * @param images images it has
 */
public record NodeStatus(
    Map<String, Quantity> capacity,
    Map<String, Quantity> allocatable,
    List<NodeCondition> conditions,
    List<ContainerImage> images) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeStatus {
    capacity = FrozenMap.copyOf(capacity);
    allocatable = FrozenMap.copyOf(allocatable);
    conditions = List.copyOf(conditions);
    images = List.copyOf(images);
  }

  /** Returns a copy with another {@code capacity}. */
  public NodeStatus withCapacity(Map<String, Quantity> capacity) {
    return new NodeStatus(capacity, allocatable, conditions, images);
  }

  /** Returns a copy with another {@code allocatable}. */
  public NodeStatus withAllocatable(Map<String, Quantity> allocatable) {
    return new NodeStatus(capacity, allocatable, conditions, images);
  }

  /** Returns a copy with another {@code conditions}. */
  public NodeStatus withConditions(List<NodeCondition> conditions) {
    return new NodeStatus(capacity, allocatable, conditions, images);
  }

  /** Returns a copy with another {@code images}. */
  public NodeStatus withImages(List<ContainerImage> images) {
    return new NodeStatus(capacity, allocatable, conditions, images);
  }
}
