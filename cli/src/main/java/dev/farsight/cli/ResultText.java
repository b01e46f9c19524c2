package dev.farsight.cli;

import static dev.farsight.report.ci.FigureText.count;

import dev.farsight.report.ci.FailedStep;
import dev.farsight.report.ci.FigureText;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.diagnosis.RefusedPods;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.ExperimentResult.FailedReplication;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.PodShortage;
import dev.farsight.sim.result.PodState;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import java.util.List;

/** Prints the result of a scenario for people: thresholds first, then who is stuck and why. */
final class ResultText {

  private static final int MAX_PODS = 12;
  private static final int MAX_FAILURES = 3;
  private static final int MIN_NAME = 12;

  /** Where the title of a cause begins, behind its code. */
  private static final int CAUSE_INDENT = 12;

  /** Room for the verdict before a pod's name. */
  private static final int VERDICT_WIDTH = 12;

  /** Room for a span such as {@code 1m15s}. */
  private static final int CLOCK_WIDTH = 5;

  /** Room for a size such as {@code 0.25vCPU 0.5GB}, with the blanks before it. */
  private static final int SIZE_WIDTH = 18;

  private final Console console;
  private final boolean verbose;
  private final String note;

  /**
   * Makes a text.
   *
   * @param console where to print
   * @param verbose whether to show every pod and every replication
   */
  ResultText(Console console, boolean verbose) {
    this(console, verbose, "");
  }

  /**
   * Makes a text with a note below the causes.
   *
   * @param console where to print
   * @param verbose whether to show every pod and every replication
   * @param note what else the causes rest on; empty for nothing
   */
  ResultText(Console console, boolean verbose, String note) {
    this.console = console;
    this.verbose = verbose;
    this.note = note;
  }

  void print(ExperimentResult result) {
    String what =
        "Kubernetes "
            + result.kubernetesVersion()
            + ", seed "
            + result.seed()
            + ", "
            + count(result.replications().size(), "replication");
    String name = console.bold(SafeText.of(result.scenarioName()));
    if (console.isNarrow()) {
      console.line(name);
      TextLayout.wrap(what, room()).forEach(line -> console.line("  " + console.faint(line)));
    } else {
      console.line(name + console.faint("  " + what));
    }
    result.thresholds().forEach(this::threshold);
    incomplete(result);
    if (result.replications().isEmpty()) {
      console.line("  no replication was finished");
      return;
    }
    stuck(result);
    if (!note.isEmpty()) {
      String indent = " ".repeat(CAUSE_INDENT);
      TextLayout.wrap(note, console.width() - CAUSE_INDENT)
          .forEach(line -> console.line(indent + line));
    }
    failedSteps(result);
    times(result);
    console.line("");
    pods(result);
    if (verbose) {
      console.line("");
      result.replications().forEach(this::replication);
    }
  }

  /** Prints only what is wrong: thresholds that do not hold, and replications that are missing. */
  void wrong(ExperimentResult result) {
    result.thresholds().stream()
        .filter(threshold -> threshold.verdict() != Verdict.PASS)
        .forEach(this::threshold);
    incomplete(result);
    console.out().flush();
  }

  private void incomplete(ExperimentResult result) {
    String incomplete = FigureText.incomplete(result);
    if (!incomplete.isEmpty()) {
      console.line("  " + console.bad("! " + incomplete));
    }
    for (FailedReplication failure : result.failures().subList(0, shown(result.failures()))) {
      TextLayout.hanging(
          console, "    seed " + failure.seed() + ": ", 6, SafeText.of(failure.message()));
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

  private void stuck(ExperimentResult result) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    int affected = 0;
    long waiting = 0;
    for (RunResult run : result.replications()) {
      int count = run.stuckPods().size();
      least = Math.min(least, count);
      most = Math.max(most, count);
      affected += count > 0 ? 1 : 0;
      waiting = Math.max(waiting, waiting(run));
    }
    int all = result.replications().size();
    String end = " at the end (" + ClockText.of(shownRun(result).endNanos()) + ")";
    if (most == 0) {
      String more =
          waiting == 0 ? "" : ", " + (all > 1 ? "up to " : "") + waiting + " still pending";
      String what = "no pod is stuck" + end + more + missing(result);
      TextLayout.wrap(what, room()).forEach(line -> console.line("  " + line));
    } else {
      String range = least == most ? count(most, "pod") : least + " to " + most + " pods";
      String where = affected == all ? "" : ", in " + affected + " of " + all + " replications";
      TextLayout.wrap(
              console.bad(range + " STUCK") + end + " and for ever after" + where + missing(result),
              room())
          .forEach(line -> console.line("  " + line));
    }
    for (Diagnosis diagnosis : result.diagnoses()) {
      String what =
          diagnosis.pods().isEmpty()
              ? diagnosis.steps().isEmpty()
                  ? String.join("; ", diagnosis.evidence())
                  : String.join(
                      ", ",
                      diagnosis.steps().stream().map(id -> FailedStep.text(result, id)).toList())
              : count(diagnosis.pods().size(), "pod");
      String title = diagnosis.title() + ": " + SafeText.of(what);
      List<String> lines = TextLayout.wrap(title, console.width() - CAUSE_INDENT);
      console.line("    " + console.bold(diagnosis.causeCode()) + "  " + lines.get(0));
      lines.subList(1, lines.size()).forEach(line -> console.line(" ".repeat(CAUSE_INDENT) + line));
    }
  }

  /** Says how many pods the API server refused to create: they exist nowhere. */
  private static String missing(ExperimentResult result) {
    long most = 0;
    for (RunResult run : result.replications()) {
      long here = 0;
      for (RefusedPods.Refusal refusal : RefusedPods.of(run).values()) {
        PodShortage shortage = refusal.shortage();
        here += shortage == null ? 0 : shortage.missing();
      }
      most = Math.max(most, here);
    }
    String upTo = result.replications().size() > 1 ? "up to " : "";
    return most == 0 ? "" : ", " + upTo + count(most, "pod") + " missing";
  }

  /** Prints the steps that failed, with the time and what their clients waited for. */
  private void failedSteps(ExperimentResult result) {
    for (FailedStep failed : FailedStep.of(result)) {
      Long at = failed.step().failedNanos();
      String head = " failed" + (at == null ? "" : " at " + ClockText.of(at));
      String text = SafeText.of(failed.step().text() + head + failed.where(result));
      List<String> lines = TextLayout.wrap(text, room() - 2);
      console.line("  " + console.bad("✗ " + lines.get(0)));
      lines.subList(1, lines.size()).forEach(line -> console.line("    " + line));
      String failure = SafeText.of(String.valueOf(failed.step().failure()));
      TextLayout.wrap(failure, console.width() - 6).forEach(line -> console.line("      " + line));
      List<String> waited = failed.waitedFor();
      int shown = verbose ? waited.size() : Math.min(MAX_FAILURES + 1, waited.size());
      if (shown > 0) {
        console.line("      it waited for");
        waited.subList(0, shown).forEach(name -> console.line("        " + SafeText.of(name)));
      }
      if (shown < waited.size()) {
        console.line("        ... and " + (waited.size() - shown) + " more; -v shows all");
      }
    }
  }

  private void times(ExperimentResult result) {
    LatencySummary ready = result.summary().get("time_to_ready");
    if (ready != null && ready.n() > 0) {
      String text =
          "time to ready of "
              + count(ready.n(), "pod")
              + neverReady(result)
              + ": p50 "
              + FigureText.of(ready.p50(), "s")
              + ", p95 "
              + FigureText.of(ready.p95(), "s");
      TextLayout.wrap(text, room()).forEach(line -> console.line("  " + line));
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

  private static long waiting(RunResult run) {
    return run.pods().stream()
        .filter(pod -> pod.state() == PodState.PENDING && pod.deletedNanos() == null)
        .count();
  }

  /**
   * Returns the replication whose pods are shown: the first one with stuck pods, else the first.
   */
  private static RunResult shownRun(ExperimentResult result) {
    return result.replications().stream()
        .filter(run -> !run.stuckPods().isEmpty())
        .findFirst()
        .orElse(result.replications().get(0));
  }

  /** Prints the pods of one replication, stuck ones first. */
  private void pods(ExperimentResult result) {
    RunResult run = shownRun(result);
    List<PodOutcome> living =
        run.pods().stream().filter(pod -> pod.deletedNanos() == null).toList();
    List<PodOutcome> ordered =
        java.util.stream.Stream.concat(
                living.stream().filter(PodOutcome::stuck),
                living.stream().filter(pod -> !pod.stuck()))
            .toList();
    if (result.replications().size() > 1 && !ordered.isEmpty()) {
      boolean first = run.equals(result.replications().get(0));
      String which = first ? "" : " with stuck pods (seed " + run.seed() + ")";
      console.line(console.faint("  pods of the first replication" + which));
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
      String when = ClockText.of(since);
      return console.bad("✗ stuck ") + "  " + name(pod, 9 + CLOCK_WIDTH) + "  since " + when;
    }
    Long ready = pod.readyNanos();
    if (ready != null && pod.state() == PodState.READY) {
      String when = TextLayout.pad(ClockText.of(ready - pod.createdNanos()), CLOCK_WIDTH);
      // On a narrow terminal the name of the pod says more than its size.
      boolean wide = !console.isNarrow();
      String where = !wide || pod.size() == null ? "" : "  " + pod.size();
      int behind = 9 + CLOCK_WIDTH + (wide ? SIZE_WIDTH : 0);
      String line = console.good("✓ ready ") + "  " + name(pod, behind) + "  after " + when;
      return (line + where).stripTrailing();
    }
    String state = TextLayout.pad(pod.state().word(), 6);
    return (console.warn("… " + state) + "  " + name(pod, 2)).stripTrailing();
  }

  private int room() {
    return console.width() - 2;
  }

  /** Returns the name of a pod, fitted into a line that has yet to hold some more columns. */
  private String name(PodOutcome pod, int behind) {
    int width = Math.max(MIN_NAME, console.width() - VERDICT_WIDTH - behind);
    String name = SafeText.of(pod.key());
    return TextLayout.pad(verbose ? name : TextLayout.cutMiddle(name, width), width);
  }
}
