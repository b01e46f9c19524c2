package dev.farsight.sim.process.scheduler.framework;

import java.util.List;

/**
 * Verdict of a plugin about a pod, or about a pod on a node.
 *
 * @param code kind of verdict
 * @param plugin upstream name of the plugin; empty where none is to blame
 * @param reasons texts, in the plugin's order
 */
public record Status(StatusCode code, String plugin, List<String> reasons) {

  /** The plugin agrees. */
  public static final Status SUCCESS = new Status(StatusCode.SUCCESS, "", List.of());

  /** The plugin has nothing to say about this pod. */
  public static final Status SKIP = new Status(StatusCode.SKIP, "", List.of());

  /** Makes the list unmodifiable. */
  public Status {
    reasons = List.copyOf(reasons);
  }

  /** Returns a rejection that preemption may cure. */
  public static Status unschedulable(String plugin, String... reasons) {
    return new Status(StatusCode.UNSCHEDULABLE, plugin, List.of(reasons));
  }

  /** Returns a rejection that preemption cannot cure. */
  public static Status unresolvable(String plugin, String... reasons) {
    return new Status(StatusCode.UNSCHEDULABLE_AND_UNRESOLVABLE, plugin, List.of(reasons));
  }

  /** Returns a failure that is no rejection. */
  public static Status error(String plugin, String message) {
    return new Status(StatusCode.ERROR, plugin, List.of(message));
  }

  /** Returns whether the plugin agrees. */
  public boolean isSuccess() {
    return code == StatusCode.SUCCESS;
  }

  /** Returns whether the plugin has nothing to say. */
  public boolean isSkip() {
    return code == StatusCode.SKIP;
  }

  /** Returns whether the pod was rejected, as opposed to a failure. */
  public boolean isRejected() {
    return code == StatusCode.UNSCHEDULABLE
        || code == StatusCode.UNSCHEDULABLE_AND_UNRESOLVABLE
        || code == StatusCode.PENDING;
  }

  /** Returns the reasons in one text. */
  public String message() {
    return String.join(", ", reasons);
  }
}
