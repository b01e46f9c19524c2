package dev.farsight.sim.process.scheduler.queue;

import dev.farsight.sim.kube.Pod;
import java.util.Comparator;

/**
 * Order of the active queue: higher priority first, then the pod that has waited longer; pods that
 * came at the same instant in the order of their coming.
 */
public final class PrioritySort implements Comparator<QueuedPodInfo> {

  /** Upstream name of the plugin. */
  public static final String NAME = "PrioritySort";

  /** Makes the order. */
  public PrioritySort() {}

  @Override
  public int compare(QueuedPodInfo one, QueuedPodInfo other) {
    int byPriority = Integer.compare(priority(other.pod()), priority(one.pod()));
    if (byPriority != 0) {
      return byPriority;
    }
    int byTime = Long.compare(one.timestampNanos(), other.timestampNanos());
    return byTime != 0 ? byTime : Long.compare(one.sequence(), other.sequence());
  }

  /** Returns the priority of a pod; 0 where none is set. */
  public static int priority(Pod pod) {
    Integer priority = pod.spec().priority();
    return priority == null ? 0 : priority;
  }
}
