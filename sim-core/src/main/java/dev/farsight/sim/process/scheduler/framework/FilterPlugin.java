package dev.farsight.sim.process.scheduler.framework;

/** A plugin that rules out nodes. */
public interface FilterPlugin extends FrameworkPlugin {

  /** Returns whether the pod may run on the node, and if not why. */
  Status filter(CycleState state, PodInfo pod, NodeInfo node);

  /** Returns what {@link #filter} looks at on a node for this pod, once PreFilter has run. */
  default NodeReads filterReads(CycleState state, PodInfo pod) {
    return NodeReads.EVERYTHING;
  }
}
