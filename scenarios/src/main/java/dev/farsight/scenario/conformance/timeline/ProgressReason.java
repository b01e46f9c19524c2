package dev.farsight.scenario.conformance.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the reason of a Deployment's Progressing condition follows from the story's own steps.
 *
 * <p>kube-controller-manager derives the reason from two successive statuses: more updated, ready
 * or available pods, or fewer old ones, are progress. Steps of a burst may be merged, and with them
 * the reason changes: a new ReplicaSet whose first pod is seen together with the ReplicaSet leaves
 * {@code NewReplicaSetCreated} where {@code ReplicaSetUpdated} would stand else. So two stories
 * whose figures are equal may differ here, if each reason is the right one for the steps before it.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/deployment/progress.go">syncRolloutStatus</a>
 */
final class ProgressReason {

  private static final String COMPLETE = "NewReplicaSetAvailable";
  private static final String PROGRESSING = "ReplicaSetUpdated";

  /** Reasons that depend on the steps before them. */
  private static final Set<String> DEPENDENT =
      Set.of("NewReplicaSetCreated", "DeploymentResumed", PROGRESSING, COMPLETE);

  private final JsonNode line;
  private final boolean follows;

  private ProgressReason(JsonNode line, boolean follows) {
    this.line = line;
    this.follows = follows;
  }

  /**
   * Judges a line.
   *
   * @param before the line of the same Deployment before it, judged, or null
   * @param line a {@code deployment} line
   */
  static ProgressReason of(@Nullable ProgressReason before, JsonNode line) {
    String reason = reason(line);
    if (before == null) {
      return new ProgressReason(line, DEPENDENT.contains(reason));
    }
    String last = reason(before.line);
    String derived = derived(before.line, last, line);
    boolean right =
        switch (reason) {
          case PROGRESSING, COMPLETE -> reason.equals(derived);
          default -> !reason.equals(last) || reason.equals(derived);
        };
    return new ProgressReason(
        line, DEPENDENT.contains(reason) && right && (before.follows || !reason.equals(last)));
  }

  /** Returns whether the reason is one that depends on the steps, and the right one for them. */
  boolean follows() {
    return follows;
  }

  private static String derived(JsonNode old, String reason, JsonNode now) {
    boolean wasComplete = reason.equals(COMPLETE) && number(now, "replicas") == updated(now);
    if (wasComplete) {
      return reason;
    }
    if (isComplete(now)) {
      return COMPLETE;
    }
    return hasProgressed(old, now) ? PROGRESSING : reason;
  }

  private static boolean isComplete(JsonNode line) {
    long wanted = number(line, "specReplicas");
    return updated(line) == wanted
        && number(line, "replicas") == wanted
        && number(line, "available") == wanted
        && number(line, "observedGeneration") >= number(line, "generation");
  }

  private static boolean hasProgressed(JsonNode old, JsonNode now) {
    return updated(now) > updated(old)
        || number(now, "replicas") - updated(now) < number(old, "replicas") - updated(old)
        || number(now, "ready") > number(old, "ready")
        || number(now, "available") > number(old, "available");
  }

  private static long updated(JsonNode line) {
    return number(line, "updated");
  }

  private static long number(JsonNode line, String field) {
    return line.path(field).asLong();
  }

  private static String reason(JsonNode line) {
    for (JsonNode condition : line.path("conditions")) {
      if (condition.path("type").asText().equals("Progressing")) {
        return condition.path("reason").asText();
      }
    }
    return "";
  }
}
