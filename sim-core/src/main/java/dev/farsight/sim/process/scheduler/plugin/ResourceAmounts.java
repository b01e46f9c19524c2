package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ComputeResource;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ResourceSpec;
import java.util.List;

/**
 * What a pod asks of the resources that count for scoring, beside what a node has. One is filled
 * again and again: so many nodes are scored that a new one for each would be a tenth of all memory
 * that a run takes.
 */
final class ResourceAmounts {

  private final List<ResourceSpec> resources;
  private final boolean useRequested;
  private final long[] requested;
  private final long[] allocated;
  private final long[] allocatable;

  /**
   * Makes room for the amounts of some resources.
   *
   * @param resources what counts
   * @param useRequested whether containers count with what they request, without any defaults
   */
  ResourceAmounts(List<ResourceSpec> resources, boolean useRequested) {
    this.resources = resources;
    this.useRequested = useRequested;
    this.requested = new long[resources.size()];
    this.allocated = new long[resources.size()];
    this.allocatable = new long[resources.size()];
  }

  /** Returns what is taken with the pod, by resource. */
  long[] requested() {
    return requested;
  }

  /** Returns what is taken without the pod, by resource. */
  long[] allocated() {
    return allocated;
  }

  /** Returns what the node offers, by resource; 0 leaves the resource out. */
  long[] allocatable() {
    return allocatable;
  }

  /** Takes the amounts of a pod and a node in place of those before. */
  void fill(PodInfo pod, NodeInfo node) {
    for (int i = 0; i < requested.length; i++) {
      String name = resources.get(i).name();
      long wanted = podRequest(name, pod, useRequested);
      boolean counts = wanted != 0 || !ComputeResource.isScalar(name);
      long offered = counts ? of(name, node.allocatable()) : 0;
      allocatable[i] = offered;
      allocated[i] = offered == 0 ? 0 : nodeRequested(name, node, useRequested);
      requested[i] = offered == 0 ? 0 : allocated[i] + wanted;
    }
  }

  static long podRequest(String name, PodInfo pod, boolean useRequested) {
    return of(name, useRequested ? pod.requests() : pod.scoredRequests());
  }

  private static long nodeRequested(String name, NodeInfo node, boolean useRequested) {
    if (!useRequested && name.equals("cpu")) {
      return node.nonZeroMilliCpu();
    }
    if (!useRequested && name.equals("memory")) {
      return node.nonZeroMemoryBytes();
    }
    return of(name, node.requested());
  }

  private static long of(String name, ComputeResource resource) {
    return switch (name) {
      case "cpu" -> resource.milliCpu();
      case "memory" -> resource.memoryBytes();
      case "ephemeral-storage" -> resource.ephemeralStorageBytes();
      default -> resource.scalar(name);
    };
  }
}
