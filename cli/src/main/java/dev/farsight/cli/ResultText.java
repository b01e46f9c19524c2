package dev.farsight.cli;

import static dev.farsight.report.ci.FigureText.count;

import dev.farsight.report.ci.FigureText;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict;
import java.util.List;

/** Prints the result of a scenario for people: thresholds first, then who is stuck and why. */
final class ResultText {

  private static final int MAX_PODS = 12;
  private static final int MAX_FAILURES = 3;

  /** Room for the verdict before a pod's name. */
  private static final int VERDICT_WIDTH = 12;

  private final Console console;
  private final boolean verbose;

  /**
   * Makes a text.
   *
   * @param console where to print
   * @param verbose whether to show every pod and every replication
   */
  ResultText(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  void print(ExperimentResult result) {
    console.line(
        console.bold(SafeText.of(result.scenarioName()))
            + console.faint(
                "  Kubernetes "
                    + result.kubernetesVersion()
                    + ", seed "
                    + result.seed()
                    + ", "
                    + count(result.replications().size(), "replication")));
    for (ThresholdVerdict verdict : result.thresholds()) {
      threshold(verdict);
    }
    String incomplete = FigureText.incomplete(result);
    if (!incomplete.isEmpty()) {
      console.line("  " + console.bad("! " + incomplete));
    }
    for (FailedReplication failure : result.failures().subList(0, shown(result.failures()))) {
      TextLayout.hanging(
          console, "    seed " + failure.seed() + ": ", 6, SafeText.of(failure.message()));
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
    if (verbose) {
      result.replications().forEach(this::replication);
    }
  }

  private int shown(List<?> all) {
    return verbose ? all.size() : Math.min(MAX_FAILURES, all.size());
  }

  private void replication(RunResult run) {
    console.line(
        "  seed "
            + run.seed()
            + ", digest "
            + String.format("%016x", run.digest())
            + ", "
            + count(run.eventCount(), "event")
            + ", "
            + count(run.stuckPods().size(), "stuck pod"));
  }

  private void threshold(ThresholdVerdict verdict) {
    String mark =
        switch (verdict.verdict()) {
          case PASS -> console.good("✓ pass     ");
          case FAIL -> console.bad("✗ FAIL     ");
          case UNDECIDED -> console.warn("? undecided");
        };
    String text = verdict.expression() + "   " + FigureText.got(verdict);
    List<String> lines = TextLayout.wrap(SafeText.of(text), console.width() - 15);
    console.line("  " + mark + "  " + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> console.line(" ".repeat(15) + line));
  }

  private void stuck(ExperimentResult result, RunResult first) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (RunResult run : result.replications()) {
      int count = run.stuckPods().size();
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
    String end = ClockText.of(first.endNanos());
    if (most == 0) {
      console.line("  no pod is stuck at the end (" + end + ")");
    } else {
      String range = least == most ? count(most, "pod") : least + " to " + most + " pods";
      console.line(
          "  " + console.bad(range + " STUCK") + " at the end (" + end + ") and for ever after");
    }
    for (Diagnosis diagnosis : result.diagnoses()) {
      String what =
          diagnosis.pods().isEmpty()
              ? "step " + String.join(", ", diagnosis.steps())
              : count(diagnosis.pods().size(), "pod");
      String title = diagnosis.title() + ": " + SafeText.of(what);
      console.line("    " + console.bold(diagnosis.causeCode()) + "  " + title);
    }
  }

  private void times(ExperimentResult result) {
    LatencySummary ready = result.summary().get("time_to_ready");
    if (ready != null && ready.n() > 0) {
      console.line(
          "  time to ready of "
              + count(ready.n(), "pod")
              + neverReady(result)
              + ": p50 "
              + FigureText.of(ready.p50(), "s")
              + ", p95 "
              + FigureText.of(ready.p95(), "s"));
    }
  }

  /** Returns how many of all pods were deleted before they were Ready: they count as "never". */
  private static String neverReady(ExperimentResult result) {
    long gone = 0;
    for (RunResult run : result.replications()) {
      for (PodOutcome pod : run.pods()) {
        gone += pod.readyNanos() == null && pod.deletedNanos() != null ? 1 : 0;
      }
    }
    return gone == 0 ? "" : " (" + gone + " deleted before)";
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
    int shown = verbose ? ordered.size() : Math.min(MAX_PODS, ordered.size());
    for (PodOutcome pod : ordered.subList(0, shown)) {
      console.line("  " + pod(pod));
    }
    if (ordered.size() > shown) {
      console.line("  ... and " + (ordered.size() - shown) + " more; -v shows all");
    }
  }

  private String pod(PodOutcome pod) {
    Long since = pod.stuckSinceNanos();
    if (pod.stuck() && since != null) {
      return console.bad("✗ stuck ") + "  " + name(pod, 14) + "  since " + ClockText.of(since);
    }
    Long ready = pod.readyNanos();
    if (ready != null && pod.state() == PodState.READY) {
      String where = pod.size() == null ? "" : "  " + pod.size();
      return console.good("✓ ready ")
          + "  "
          + name(pod, 32)
          + "  after "
          + ClockText.of(ready - pod.createdNanos())
          + where;
    }
    String state = TextLayout.pad(pod.state().word(), 6);
    return console.warn("… " + state) + "  " + name(pod, 2);
  }

  /** Returns the name of a pod, fitted into a line that has yet to hold some more columns. */
  private String name(PodOutcome pod, int behind) {
    int width = console.width() - VERDICT_WIDTH - behind;
    String name = SafeText.of(pod.key());
    return TextLayout.pad(verbose ? name : TextLayout.cutMiddle(name, width), width);
  }
}
