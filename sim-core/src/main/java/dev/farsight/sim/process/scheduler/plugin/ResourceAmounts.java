package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ComputeResource;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ResourceSpec;
import java.util.List;

/**
 * What a pod asks of the resources that count for scoring, beside what a node has.
 *
 * @param requested taken with the pod
 * @param allocated taken without the pod
 * @param allocatable what the node offers; 0 leaves the resource out
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one node's score and never leaves the package
record ResourceAmounts(long[] requested, long[] allocated, long[] allocatable) {

  static ResourceAmounts of(
      List<ResourceSpec> resources, PodInfo pod, NodeInfo node, boolean useRequested) {
    int count = resources.size();
    ResourceAmounts amounts =
        new ResourceAmounts(new long[count], new long[count], new long[count]);
    for (int i = 0; i < count; i++) {
      String name = resources.get(i).name();
      long wanted = podRequest(name, pod, useRequested);
      if (wanted == 0 && ComputeResource.isScalar(name)) {
        continue;
      }
      long offered = of(name, node.allocatable());
      if (offered == 0) {
        continue;
      }
      amounts.allocatable[i] = offered;
      amounts.allocated[i] = nodeRequested(name, node, useRequested);
      amounts.requested[i] = amounts.allocated[i] + wanted;
    }
    return amounts;
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
