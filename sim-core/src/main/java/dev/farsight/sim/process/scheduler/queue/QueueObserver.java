package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;

/** Hears of every entry of a pod into a part of the scheduling queue, and why. */
@FunctionalInterface
public interface QueueObserver {

  /** Hears nothing. */
  QueueObserver NONE = (pod, queue, event) -> {};

  /**
   * Takes notice of a move.
   *
   * @param pod pod that moved
   * @param queue part of the queue it is in now
   * @param event label of the event that moved it, such as {@code NodeAdd}
   */
  void onMoved(Pod pod, QueueName queue, String event);
}
