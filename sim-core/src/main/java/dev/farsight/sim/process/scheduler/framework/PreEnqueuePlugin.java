package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Pod;

/** A plugin that may hold a pod back before it enters the active queue. */
public interface PreEnqueuePlugin extends FrameworkPlugin {

  /** Returns success, or why the pod is held back. */
  Status preEnqueue(Pod pod);
}
