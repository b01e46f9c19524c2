package dev.farsight.sim.process.keda;

import dev.farsight.sim.kube.Condition;
import java.util.ArrayList;
import java.util.List;

/** The conditions of KEDA's objects ({@code condition_types.go}); they carry no times. */
final class KedaConditions {

  static final String READY = "Ready";
  static final String ACTIVE = "Active";
  static final String FALLBACK = "Fallback";
  static final String PAUSED = "Paused";
  static final String HPA_ACTIVE = "HPAActive";

  /** What every object starts with. */
  static final List<Condition> INITIAL =
      List.of(
          condition(READY, "Unknown", "", ""),
          condition(ACTIVE, "Unknown", "", ""),
          condition(FALLBACK, "Unknown", "", ""),
          condition(PAUSED, "False", "", ""));

  private KedaConditions() {}

  private static Condition condition(String type, String status, String reason, String message) {
    return new Condition(type, status, reason, message, null, null);
  }

  /** Returns the status of a condition, empty if there is none. */
  static String status(List<Condition> conditions, String type) {
    for (Condition condition : conditions) {
      if (condition.type().equals(type)) {
        return condition.status();
      }
    }
    return "";
  }

  /** Returns the conditions with one of them set; the same list if nothing changes. */
  static List<Condition> with(
      List<Condition> conditions, String type, String status, String reason, String message) {
    for (int i = 0; i < conditions.size(); i++) {
      Condition current = conditions.get(i);
      if (current.type().equals(type)) {
        if (current.status().equals(status)
            && current.reason().equals(reason)
            && current.message().equals(message)) {
          return conditions;
        }
        List<Condition> changed = new ArrayList<>(conditions);
        changed.set(i, condition(type, status, reason, message));
        return changed;
      }
    }
    List<Condition> changed = new ArrayList<>(conditions);
    changed.add(condition(type, status, reason, message));
    return changed;
  }
}
