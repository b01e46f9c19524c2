package dev.farsight.sim.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Deployment stands at the end.
 *
 * @param namespace namespace
 * @param name name
 * @param desired wanted replicas
 * @param updated replicas of the newest revision
 * @param ready Ready replicas
 * @param available Available replicas
 * @param conditions conditions, in the order of the object
 * @param rolloutNanos time from the last change of its spec to Available with the new revision;
 *     null if it never got there
 */
public record DeploymentOutcome(
    String namespace,
    String name,
    long desired,
    long updated,
    long ready,
    long available,
    List<ConditionOutcome> conditions,
    @Nullable Long rolloutNanos) {

  /** Makes the list unmodifiable. */
  public DeploymentOutcome {
    conditions = List.copyOf(conditions);
  }

  /**
   * One condition.
   *
   * @param type type such as {@code Progressing}
   * @param status {@code True}, {@code False} or {@code Unknown}
   * @param reason reason in one word
   * @param message text
   */
  public record ConditionOutcome(String type, String status, String reason, String message) {}
}
