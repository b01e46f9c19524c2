package dev.farsight.sim.process.scheduler.queue;

import org.jspecify.annotations.Nullable;

/**
 * What an attempt says about the pod's nomination.
 *
 * @param override whether the node given replaces what the pod's status says
 * @param nominatedNodeName node, empty to clear the nomination; without meaning unless overriding
 */
public record NominatingInfo(boolean override, String nominatedNodeName) {

  /** Leaves the nomination as the pod's status says. */
  public static final NominatingInfo NOOP = new NominatingInfo(false, "");

  /** Clears the nomination. */
  public static final NominatingInfo CLEAR = new NominatingInfo(true, "");

  /** Returns a nomination to a node, or a clearance if the node is null. */
  public static NominatingInfo to(@Nullable String nodeName) {
    return nodeName == null ? CLEAR : new NominatingInfo(true, nodeName);
  }
}
