package dev.farsight.scenario.resolve;

import dev.farsight.scenario.document.AfterExpression;
import dev.farsight.scenario.document.ExpressionException;
import dev.farsight.scenario.document.Fields;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.spec.StepAction;
import org.jspecify.annotations.Nullable;

/**
 * When a step starts, as written.
 *
 * @param atNanos instant in nanoseconds; meaningless where {@code after} is given
 * @param after relation to another step; null for an instant
 */
record StepTiming(long atNanos, @Nullable AfterExpression after) {

  static StepTiming read(Fields step, @Nullable StepAction action) {
    Long at = step.durationNanos("at");
    String after = step.text("after");
    if (after != null) {
      if (step.has("at")) {
        step.error(
            IssueCode.FIELD_CONFLICT, "after", "a step has at: or after:, not both", "drop one");
      }
      try {
        return new StepTiming(0, AfterExpression.parse(after));
      } catch (ExpressionException e) {
        step.expressionError("after", e);
        return new StepTiming(0, null);
      }
    }
    if (at != null) {
      return new StepTiming(at, null);
    }
    if (action instanceof StepAction.Fault) {
      Fields fault = step.map("fault");
      Long from = fault == null ? null : fault.durationNanos("from");
      return new StepTiming(from == null ? 0 : from, null);
    }
    if (!step.has("at") && action != null) {
      step.missing("at", "say when: at: 5m, or after: ID + 30s");
    }
    return new StepTiming(0, null);
  }
}
