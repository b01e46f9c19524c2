package dev.farsight.sim.process.scheduler.framework;

import org.jspecify.annotations.Nullable;

/**
 * An event that a plugin wants to hear of, and how it judges it.
 *
 * @param event event to match
 * @param hint judge of each occurrence; absent: every occurrence retries the pod
 */
public record ClusterEventWithHint(ClusterEvent event, @Nullable QueueingHintFn hint) {

  /** Makes a registration. */
  public static ClusterEventWithHint of(EventResource resource, int actions, QueueingHintFn hint) {
    return new ClusterEventWithHint(new ClusterEvent(resource, actions), hint);
  }

  /** Makes a registration without a judge: every occurrence retries the pod. */
  public static ClusterEventWithHint always(EventResource resource, int actions) {
    return new ClusterEventWithHint(new ClusterEvent(resource, actions), null);
  }
}
