package dev.farsight.sim.process.scheduler.framework;

import java.util.List;

/** A plugin that looks at a pod before any node is filtered. */
public interface PreFilterPlugin extends FrameworkPlugin {

  /** Prepares the cycle for a pod, or rejects it. */
  PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes);

  /** Takes note that a pod is thought to run on a node. */
  default void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node) {}

  /** Takes note that a pod is thought to be gone from a node. */
  default void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node) {}
}
