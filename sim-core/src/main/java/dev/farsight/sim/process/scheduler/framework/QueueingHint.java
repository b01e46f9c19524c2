package dev.farsight.sim.process.scheduler.framework;

/** A plugin's opinion whether an event may make a pod schedulable that it rejected. */
public enum QueueingHint {
  /** The event changes nothing for the pod. */
  QUEUE_SKIP,
  /** The pod may fit now. */
  QUEUE
}
