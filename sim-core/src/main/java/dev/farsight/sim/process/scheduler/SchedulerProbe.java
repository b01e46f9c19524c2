package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.queue.QueueName;

/** Sees what the scheduler does, for evidence and statistics; it changes nothing. */
public interface SchedulerProbe {

  /** Sees nothing. */
  SchedulerProbe NONE = new SchedulerProbe() {};

  /**
   * Sees a pod enter a part of the queue.
   *
   * @param timeNanos time in nanoseconds since the start
   * @param pod pod
   * @param queue part of the queue
   * @param event label of the event that moved it, such as {@code NodeAdd}
   */
  default void onQueued(long timeNanos, Pod pod, QueueName queue, String event) {}

  /** Sees an attempt begin. */
  default void onAttempt(long timeNanos, Pod pod) {}

  /** Sees an attempt end without a node, with the text of its verdict. */
  default void onFailed(long timeNanos, Pod pod, String message) {}

  /** Sees an attempt end with a node. */
  default void onAssigned(long timeNanos, Pod pod, String nodeName) {}
}
