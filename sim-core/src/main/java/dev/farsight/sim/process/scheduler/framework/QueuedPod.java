package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Pod;

/** What a {@link QueueSortPlugin} may look at of a pod that waits for an attempt. */
public interface QueuedPod {

  /** Returns the pod as last seen. */
  Pod pod();

  /** Returns the priority of the pod as last seen. */
  int priority();

  /** Returns when the pod was added, or came back from its last attempt, in nanoseconds. */
  long timestampNanos();

  /** Returns its place among all comings and comings back, so that no two pods are equal. */
  long sequence();
}
