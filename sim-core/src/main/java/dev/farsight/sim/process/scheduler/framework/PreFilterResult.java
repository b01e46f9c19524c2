package dev.farsight.sim.process.scheduler.framework;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a PreFilter plugin says of a pod.
 *
 * @param status verdict
 * @param nodeNames the only nodes to look at; absent: all
 */
public record PreFilterResult(Status status, @Nullable SortedSet<String> nodeNames) {

  /** All nodes are to be looked at. */
  public static final PreFilterResult ALL_NODES = new PreFilterResult(Status.SUCCESS, null);

  /** The plugin has nothing to say about this pod. */
  public static final PreFilterResult SKIP = new PreFilterResult(Status.SKIP, null);

  /** Returns a verdict without a choice of nodes. */
  public static PreFilterResult of(Status status) {
    return new PreFilterResult(status, null);
  }
}
