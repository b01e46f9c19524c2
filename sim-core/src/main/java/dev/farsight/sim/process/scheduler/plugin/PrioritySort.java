package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.QueueSortPlugin;
import dev.farsight.sim.process.scheduler.framework.QueuedPod;

/**
 * Order of the active queue: higher priority first, then the pod that has waited longer; pods that
 * came at the same instant in the order of their coming.
 */
public final class PrioritySort implements QueueSortPlugin {

  /** Upstream name of the plugin. */
  public static final String NAME = "PrioritySort";

  /** Makes the order. */
  public PrioritySort() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int compare(QueuedPod one, QueuedPod other) {
    int byPriority = Integer.compare(other.priority(), one.priority());
    if (byPriority != 0) {
      return byPriority;
    }
    int byTime = Long.compare(one.timestampNanos(), other.timestampNanos());
    return byTime != 0 ? byTime : Long.compare(one.sequence(), other.sequence());
  }
}
