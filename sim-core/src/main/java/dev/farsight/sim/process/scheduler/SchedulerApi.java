package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;

/** The calls by which the scheduler changes the cluster. */
public interface SchedulerApi {

  /** Binds an assumed pod to the node it carries, sooner or later. */
  void bind(Pod assumed);

  /**
   * Sets the condition PodScheduled=False and the nomination of a pod.
   *
   * @param pod pod as the scheduler last saw it
   * @param reason Unschedulable or SchedulerError
   * @param message text of the condition
   * @param nominatingInfo what becomes of the nomination
   */
  void patchFailure(Pod pod, String reason, String message, NominatingInfo nominatingInfo);

  /** Clears the nomination of a pod; returns false if the call failed. */
  boolean clearNomination(Pod pod);

  /**
   * Deletes a pod to make room for another one.
   *
   * @param preemptor pod that gets the room
   * @param victim pod that goes
   * @param nodeName node on which the room is made
   * @param afterOthers whether it is the last of several: it goes when the others are deleted
   */
  void deleteVictim(Pod preemptor, Pod victim, String nodeName, boolean afterOthers);

  /**
   * Records an event about a pod.
   *
   * @param pod pod as the scheduler last saw it
   * @param type Normal or Warning
   * @param reason reason in CamelCase
   * @param note text for people
   */
  void event(Pod pod, String type, String reason, String note);
}
