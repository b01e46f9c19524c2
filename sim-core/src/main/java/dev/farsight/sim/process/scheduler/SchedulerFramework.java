package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.process.scheduler.framework.NominatedPods;
import java.util.List;

/**
 * Makes the profiles of a scheduler over one view of the cluster.
 *
 * @param view nodes and the pods on them, which the scheduler keeps up to date
 * @param profiles profiles that decide on that view, at least one
 */
public record SchedulerFramework(ClusterView view, List<SchedulerProfile> profiles) {

  /** Makes the list unmodifiable. */
  public SchedulerFramework {
    profiles = List.copyOf(profiles);
  }

  /** Makes a framework once the scheduler's nominations can be asked. */
  @FunctionalInterface
  public interface Factory {

    /**
     * Returns a framework.
     *
     * @param nominatedPods knows the pods nominated to a node
     */
    SchedulerFramework make(NominatedPods nominatedPods);
  }
}
