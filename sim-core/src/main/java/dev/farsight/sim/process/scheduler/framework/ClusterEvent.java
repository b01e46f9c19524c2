package dev.farsight.sim.process.scheduler.framework;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of the cluster as the scheduling queue sees it, or what a plugin registered for.
 *
 * @param resource kind of object
 * @param actions how it changed: bits of {@link ActionType}
 * @param customLabel label that replaces the derived one; absent when not set
 */
public record ClusterEvent(EventResource resource, int actions, @Nullable String customLabel) {

  /** A bound pod appeared. */
  public static final ClusterEvent ASSIGNED_POD_ADD =
      new ClusterEvent(EventResource.ASSIGNED_POD, ActionType.ADD);

  /** A bound pod is gone, or something that counted as one. */
  public static final ClusterEvent ASSIGNED_POD_DELETE =
      new ClusterEvent(EventResource.ASSIGNED_POD, ActionType.DELETE);

  /** A pod that waits for a node was created. */
  public static final ClusterEvent UNSCHEDULED_POD_ADD =
      new ClusterEvent(EventResource.UNSCHEDULABLE_POD, ActionType.ADD);

  /** A pod that waits for a node changed in no way that has a name of its own. */
  public static final ClusterEvent UNSCHEDULED_POD_UPDATE =
      new ClusterEvent(EventResource.UNSCHEDULABLE_POD, ActionType.UPDATE);

  /** A pod sat among the unschedulable pods for too long. */
  public static final ClusterEvent UNSCHEDULABLE_TIMEOUT =
      new ClusterEvent(EventResource.WILD_CARD, ActionType.ALL, "UnschedulableTimeout");

  /** A plugin asked for an immediate retry. */
  public static final ClusterEvent FORCE_ACTIVATE =
      new ClusterEvent(EventResource.WILD_CARD, ActionType.ALL, "ForceActivate");

  /** Makes an event with the derived label. */
  public ClusterEvent(EventResource resource, int actions) {
    this(resource, actions, null);
  }

  /** Returns the label that logs and evidence carry, such as {@code NodeUpdateNodeTaint}. */
  public String label() {
    return customLabel != null ? customLabel : resource.text() + ActionType.text(actions);
  }

  /** Returns whether this event concerns every pod. */
  public boolean isWildCard() {
    return resource == EventResource.WILD_CARD && actions == ActionType.ALL;
  }

  /**
   * Returns whether an incoming event is what this registration asked for: the same or more
   * specific. A registration for {@code Update} hears of {@code UpdateNodeLabel}, not the reverse.
   */
  public boolean matches(ClusterEvent incoming) {
    return isWildCard()
        || (matchesResource(incoming.resource)
            && (actions & incoming.actions) != 0
            && incoming.actions <= actions);
  }

  private boolean matchesResource(EventResource incoming) {
    return resource == EventResource.WILD_CARD
        || resource == incoming
        || (resource == EventResource.POD
            && (incoming == EventResource.ASSIGNED_POD
                || incoming == EventResource.UNSCHEDULABLE_POD));
  }

  /** As the compiler would write it, in plain calls: the queue asks with every change. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ClusterEvent that
            && resource == that.resource
            && actions == that.actions
            && Objects.equals(customLabel, that.customLabel));
  }

  @Override
  public int hashCode() {
    return 31 * resource.ordinal() + actions;
  }
}
