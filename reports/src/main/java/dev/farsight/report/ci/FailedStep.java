package dev.farsight.report.ci;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step of the timeline that failed, such as an installer that gave up.
 *
 * @param step what became of it in the first replication in which it failed
 * @param replications in how many replications it failed, at least 1
 */
public record FailedStep(StepOutcome step, long replications) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns the steps of a result that failed in any replication, in their order. */
  public static List<FailedStep> of(ExperimentResult result) {
    Map<String, FailedStep> failed = new LinkedHashMap<>();
    for (RunResult run : result.replications()) {
      for (StepOutcome step : run.steps()) {
        if (step.failure() != null) {
          failed.merge(
              step.id(),
              new FailedStep(step, 1),
              (first, again) -> new FailedStep(first.step, first.replications + 1));
        }
      }
    }
    return List.copyOf(failed.values());
  }

  /** Returns what a step does, in a few words; its id where the result does not hold it. */
  public static String text(ExperimentResult result, String id) {
    for (RunResult run : result.replications()) {
      for (StepOutcome step : run.steps()) {
        if (step.id().equals(id)) {
          return step.text();
        }
      }
    }
    return id;
  }

  /** Returns in which of several replications it failed, with a comma before it; else nothing. */
  public String where(ExperimentResult result) {
    int all = result.replications().size();
    return all == 1 ? "" : ", in " + replications + " of " + all + " replications";
  }

  /** Returns what was waited for when the client gave up, such as {@code Job shop/migrate}. */
  public List<String> waitedFor() {
    List<String> names = new ArrayList<>();
    for (String object : step.waitedFor()) {
      names.add(object.replaceFirst("/", " "));
    }
    return names;
  }

  /** Returns one line: what failed, when, with which text, and what it waited for. */
  public String line(ExperimentResult result) {
    Long failed = step.failedNanos();
    String when = failed == null ? "" : " at " + FigureText.of(failed / NANOS_PER_SECOND, "s");
    String waited =
        step.waitedFor().isEmpty() ? "" : "; it waited for " + String.join(", ", waitedFor());
    return step.text() + " failed" + when + where(result) + ": " + step.failure() + waited;
  }
}
