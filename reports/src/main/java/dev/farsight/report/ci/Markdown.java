package dev.farsight.report.ci;

import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.ThresholdVerdict;
import java.util.List;

/** A result as Markdown, short enough for a comment on a pull request. */
public final class Markdown {

  private static final int POD_COUNT = 10;
  private static final List<String> TIMES =
      List.of("time_to_ready", "time_to_scheduled", "rollout_time");

  private Markdown() {}

  /** Returns a result as GitHub Flavored Markdown with a final line end. */
  public static String of(ExperimentResult result) {
    StringBuilder text = new StringBuilder();
    text.append("### Farsight: ").append(cell(result.scenarioName())).append("\n\n");
    text.append("Kubernetes ").append(cell(result.kubernetesVersion()));
    text.append(", seed ").append(result.seed()).append(", ");
    text.append(FigureText.count(result.replications().size(), "replication"));
    String incomplete = FigureText.incomplete(result);
    text.append(incomplete.isEmpty() ? "" : " (**" + incomplete + "**)").append("\n\n");
    thresholds(result, text);
    diagnoses(result, text);
    failedSteps(result, text);
    times(result, text);
    return text.toString();
  }

  private static void thresholds(ExperimentResult result, StringBuilder text) {
    if (result.thresholds().isEmpty()) {
      return;
    }
    text.append("| | threshold | result |\n|---|---|---|\n");
    for (ThresholdVerdict threshold : result.thresholds()) {
      String mark =
          switch (threshold.verdict()) {
            case PASS -> "✓ pass";
            case FAIL -> "✗ **fail**";
            case UNDECIDED -> "? undecided";
          };
      text.append("| ").append(mark).append(" | `");
      text.append(threshold.expression().replace("|", "\\|")).append("` | ");
      text.append(FigureText.got(threshold)).append(" |\n");
    }
    text.append('\n');
  }

  private static void diagnoses(ExperimentResult result, StringBuilder text) {
    if (result.diagnoses().isEmpty()) {
      text.append("No pod is stuck.\n\n");
      return;
    }
    text.append("| cause | pods or steps | replications |\n|---|---|---|\n");
    for (Diagnosis diagnosis : result.diagnoses()) {
      List<String> pods = FigureText.subjects(diagnosis);
      text.append("| **").append(diagnosis.causeCode()).append("** ");
      text.append(cell(diagnosis.title())).append(" | ");
      for (String pod : pods.subList(0, Math.min(POD_COUNT, pods.size()))) {
        text.append(cell(pod)).append("<br>");
      }
      text.append(pods.size() > POD_COUNT ? "and " + (pods.size() - POD_COUNT) + " more" : "");
      text.append(" | ").append(diagnosis.replications()).append(" of ");
      text.append(result.replications().size()).append(" |\n");
    }
    text.append('\n');
  }

  private static void failedSteps(ExperimentResult result, StringBuilder text) {
    List<FailedStep> all = FailedStep.of(result);
    all.forEach(failed -> text.append("- ✗ ").append(cell(failed.line(result))).append('\n'));
    text.append(all.isEmpty() ? "" : "\n");
  }

  private static void times(ExperimentResult result, StringBuilder text) {
    boolean headed = false;
    for (String name : TIMES) {
      LatencySummary times = result.summary().get(name);
      if (times != null && times.n() > 0) {
        if (!headed) {
          text.append(
              "| time | n | p50 | p90 | p95 | p99 | max |\n|---|---|---|---|---|---|---|\n");
          headed = true;
        }
        text.append("| ").append(name).append(" | ").append(times.n());
        for (double value :
            new double[] {times.p50(), times.p90(), times.p95(), times.p99(), times.max()}) {
          text.append(" | ").append(FigureText.of(value, "s"));
        }
        text.append(" |\n");
      }
    }
  }

  /** Returns text that stays text inside a table: no markup, no line ends. */
  private static String cell(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if ("\\`*_{}[]<>|#!&".indexOf(c) >= 0) {
                safe.append('\\');
              }
              safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            });
    return safe.toString();
  }
}
