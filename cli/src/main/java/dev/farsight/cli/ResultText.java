package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict;
import java.util.List;

/** Prints the result of a scenario for people: thresholds first, then who is stuck and why. */
final class ResultText {

  private static final int MAX_PODS = 12;

  private final Console console;

  ResultText(Console console) {
    this.console = console;
  }

  void print(ExperimentResult result) {
    console.line(
        console.bold(result.scenarioName())
            + console.faint(
                "  Kubernetes "
                    + result.kubernetesVersion()
                    + ", seed "
                    + result.seed()
                    + ", "
                    + count(result.replications().size(), "replication")));
    for (ThresholdVerdict verdict : result.thresholds()) {
      console.line("  " + threshold(verdict));
    }
    if (result.replications().isEmpty()) {
      console.line("  no replication was finished");
      return;
    }
    RunResult first = result.replications().get(0);
    stuck(result, first);
    times(result);
    console.line("");
    pods(first, result.replications().size());
  }

  private String threshold(ThresholdVerdict verdict) {
    String got = "got " + value(verdict.value(), verdict.unit());
    Interval interval = verdict.interval();
    if (interval != null) {
      got +=
          " (95 %: "
              + value(interval.low(), verdict.unit())
              + " to "
              + value(interval.high(), verdict.unit())
              + ")";
    }
    String mark =
        switch (verdict.verdict()) {
          case PASS -> console.good("✓ pass     ");
          case FAIL -> console.bad("✗ FAIL     ");
          case UNDECIDED -> console.warn("? undecided");
        };
    return mark + "  " + verdict.expression() + "   " + got;
  }

  static String value(double value, String unit) {
    if (Double.isInfinite(value)) {
      return "never";
    }
    if (Double.isNaN(value)) {
      return "nothing to measure";
    }
    return unit.equals("s") ? DecimalText.of(value, 1) + "s" : DecimalText.of(value, 3);
  }

  private void stuck(ExperimentResult result, RunResult first) {
    int most = 0;
    for (RunResult run : result.replications()) {
      most = Math.max(most, run.stuckPods().size());
    }
    String end = ClockText.of(first.endNanos());
    if (most == 0) {
      console.line("  no pod is stuck at the end (" + end + ")");
    } else {
      int now = first.stuckPods().size();
      console.line(
          "  "
              + console.bad(count(now == 0 ? most : now, "pod") + " STUCK")
              + " at the end ("
              + end
              + ") and for ever after");
    }
    for (Diagnosis diagnosis : result.diagnoses()) {
      console.line(
          "    "
              + console.bold(diagnosis.causeCode())
              + "  "
              + diagnosis.title()
              + ": "
              + count(diagnosis.pods().size(), "pod"));
    }
  }

  private void times(ExperimentResult result) {
    LatencySummary ready = result.summary().get("time_to_ready");
    if (ready != null && ready.n() > 0) {
      console.line(
          "  time to ready of "
              + count(ready.n(), "pod")
              + ": p50 "
              + value(ready.p50(), "s")
              + ", p95 "
              + value(ready.p95(), "s"));
    }
  }

  /** Prints the pods of one replication, stuck ones first. */
  void pods(RunResult run, int replications) {
    List<PodOutcome> living =
        run.pods().stream().filter(pod -> pod.deletedNanos() == null).toList();
    List<PodOutcome> ordered =
        java.util.stream.Stream.concat(
                living.stream().filter(PodOutcome::stuck),
                living.stream().filter(pod -> !pod.stuck()))
            .toList();
    if (replications > 1 && !ordered.isEmpty()) {
      console.line(console.faint("  pods of the first replication"));
    }
    for (PodOutcome pod : ordered.subList(0, Math.min(MAX_PODS, ordered.size()))) {
      console.line("  " + pod(pod));
    }
    if (ordered.size() > MAX_PODS) {
      console.line("  ... and " + (ordered.size() - MAX_PODS) + " more");
    }
  }

  private String pod(PodOutcome pod) {
    String name = pad(SafeText.of(pod.key()), 58);
    Long since = pod.stuckSinceNanos();
    if (pod.stuck() && since != null) {
      return console.bad("✗ stuck ") + "  " + name + "  since " + ClockText.of(since);
    }
    Long ready = pod.readyNanos();
    if (ready != null) {
      String where = pod.size() == null ? "" : "  " + pod.size();
      return console.good("✓ ready ")
          + "  "
          + name
          + "  after "
          + ClockText.of(ready - pod.createdNanos())
          + where;
    }
    return console.warn("… " + pad(pod.state().word(), 6)) + "  " + name;
  }

  static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
