package dev.farsight.sim.process.scheduler.framework;

/** A plugin that rules out nodes. */
public interface FilterPlugin extends FrameworkPlugin {

  /** Returns whether the pod may run on the node, and if not why. */
  Status filter(CycleState state, PodInfo pod, NodeInfo node);
}
