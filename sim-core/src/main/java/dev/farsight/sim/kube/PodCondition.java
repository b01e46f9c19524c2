package dev.farsight.sim.kube;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a pod's status.
 *
 * @param type PodScheduled, Ready, ContainersReady, Initialized, DisruptionTarget ...
 * @param status True, False or Unknown
 * @param reason reason in CamelCase; absent when not set
 * @param message text for people; absent when not set
 * @param lastTransitionTime when the status last changed; absent when not set
 */
public record PodCondition(
    String type,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Timestamp lastTransitionTime) {

  /** As the compiler would write it, in plain calls: every change of a pod asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PodCondition that
            && type.equals(that.type)
            && status.equals(that.status)
            && Objects.equals(reason, that.reason)
            && Objects.equals(message, that.message)
            && Objects.equals(lastTransitionTime, that.lastTransitionTime));
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + status.hashCode();
  }
}
