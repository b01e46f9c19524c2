package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the conditions of a Deployment are kept ({@code deployment_util.go}); times are whole
 * seconds.
 */
final class DeploymentConditions {

  static final String PROGRESSING = "Progressing";
  static final String AVAILABLE = "Available";
  static final String REPLICA_FAILURE = "ReplicaFailure";

  private DeploymentConditions() {}

  static Condition of(String type, String status, String reason, String message, Timestamp now) {
    Timestamp second = now.truncatedToSecond();
    return new Condition(type, status, reason, message, second, second);
  }

  static @Nullable Condition get(DeploymentStatus status, String type) {
    List<Condition> conditions = status.conditions();
    for (int i = 0; i < conditions.size(); i++) { // asked for many times in each sync
      if (conditions.get(i).type().equals(type)) {
        return conditions.get(i);
      }
    }
    return null;
  }

  /** Sets a condition unless its status and reason are what they were. */
  static DeploymentStatus set(DeploymentStatus status, Condition condition) {
    Condition current = get(status, condition.type());
    Condition wanted = condition;
    if (current != null && current.status().equals(condition.status())) {
      if (current.reason().equals(condition.reason())) {
        return status;
      }
      wanted = since(condition, current.lastTransitionTime());
    }
    List<Condition> conditions = others(status, condition.type());
    conditions.add(wanted);
    return status.withConditions(conditions);
  }

  static DeploymentStatus remove(DeploymentStatus status, String type) {
    return get(status, type) == null ? status : status.withConditions(others(status, type));
  }

  /** Returns a copy of a condition with another time of transition. */
  static Condition since(Condition condition, @Nullable Timestamp lastTransitionTime) {
    return new Condition(
        condition.type(),
        condition.status(),
        condition.reason(),
        condition.message(),
        lastTransitionTime,
        condition.lastUpdateTime());
  }

  private static List<Condition> others(DeploymentStatus status, String type) {
    List<Condition> others = new ArrayList<>();
    for (Condition condition : status.conditions()) {
      if (!condition.type().equals(type)) {
        others.add(condition);
      }
    }
    return others;
  }
}
