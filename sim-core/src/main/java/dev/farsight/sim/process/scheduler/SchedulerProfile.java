package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.queue.QueueProfile;

/** One profile of the scheduler: its name, its plugins' wishes, its scheduling cycle. */
public interface SchedulerProfile {

  /** Returns the scheduler name that pods ask for, such as {@code default-scheduler}. */
  String schedulerName();

  /** Returns the queueing hints and gates of its plugins. */
  QueueProfile queueProfile();

  /** Decides one attempt on the cluster as the scheduler's cache has it now. */
  CycleOutcome schedule(Pod pod);
}
