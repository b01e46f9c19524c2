package dev.farsight.sim.process.scheduler.framework;

/** A plugin that tries to make room for a pod that fits nowhere. */
public interface PostFilterPlugin extends FrameworkPlugin {

  /** Returns what was done for the pod. */
  PostFilterResult postFilter(CycleState state, PodInfo pod, NodeToStatus statuses);
}
