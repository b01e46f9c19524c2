package dev.farsight.sim.process.workload.job;

import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of one Job while they are being changed. */
final class Conditions {

  private final List<Condition> conditions;

  Conditions(List<Condition> conditions) {
    this.conditions = new ArrayList<>(conditions);
  }

  List<Condition> list() {
    return conditions;
  }

  /** Returns the condition of a type if it is True, else null. */
  @Nullable Condition get(String type) {
    for (Condition condition : conditions) {
      if (condition.type().equals(type) && condition.status().equals("True")) {
        return condition;
      }
    }
    return null;
  }

  /** Sets a condition; a False one only where it was True. Returns whether anything changed. */
  boolean set(String type, String status, String reason, String message, Timestamp now) {
    Condition wanted = new Condition(type, status, reason, message, now, null);
    for (int i = 0; i < conditions.size(); i++) {
      Condition current = conditions.get(i);
      if (current.type().equals(type)) {
        boolean same =
            current.status().equals(status)
                && current.reason().equals(reason)
                && current.message().equals(message);
        if (!same) {
          conditions.set(i, wanted);
        }
        return !same;
      }
    }
    if (status.equals("False")) {
      return false;
    }
    conditions.add(wanted);
    return true;
  }
}
