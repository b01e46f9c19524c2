package dev.farsight.sim.process.scheduler.framework;

/** What preemption needs of the framework: filters that can be run on imagined nodes. */
public interface FilterRunner {

  /** Runs the filters of all plugins, with and without the pods nominated to the node. */
  Status filterWithNominatedPods(CycleState state, PodInfo pod, NodeInfo node);

  /** Tells the PreFilter plugins that a pod is thought to run on a node. */
  void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node);

  /** Tells the PreFilter plugins that a pod is thought to be gone from a node. */
  void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node);
}
