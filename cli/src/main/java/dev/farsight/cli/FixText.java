package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.Interval;
import java.util.List;
import java.util.Locale;

/** Prints what would free the pods, for people: the cause, the fixes, and what does nothing. */
final class FixText {

  private static final int MAX_FIXES = 6;
  private static final double SECOND = 1e9;

  private final Console console;

  FixText(Console console) {
    this.console = console;
  }

  void print(FixReport report) {
    console.line(
        console.bold(SafeText.of(report.scenario()))
            + console.faint(
                "  seed " + report.seed() + ", remedies at " + ClockText.of(report.atNanos())));
    if (report.troubledPods() == 0 && report.failedSteps().isEmpty()) {
      console.line("Nothing is wrong at the end: there is nothing to fix.");
      return;
    }
    for (Diagnosis diagnosis : report.diagnoses()) {
      console.line("  " + console.bold(diagnosis.causeCode() + "  " + diagnosis.title()));
      String what =
          diagnosis.pods().isEmpty()
              ? "step " + String.join(", ", diagnosis.steps())
              : diagnosis.pods().size() + " pods, first " + diagnosis.pods().get(0);
      console.line(console.faint("          " + SafeText.of(what)));
      for (String other : diagnosis.alternatives()) {
        wrapped("          or " + other, 13);
      }
    }
    console.line("");
    if (report.fixes().isEmpty()) {
      console.line(console.bad("  No remedy of the catalogue suffices."));
    } else {
      console.line("  " + console.bold("what frees them, the best first"));
    }
    List<FixReport.Fix> shown =
        report.fixes().subList(0, Math.min(MAX_FIXES, report.fixes().size()));
    for (int i = 0; i < shown.size(); i++) {
      fix(i + 1, shown.get(i), report);
    }
    insufficient(report);
  }

  private void fix(int rank, FixReport.Fix fix, FixReport report) {
    console.line("");
    console.line(
        "  "
            + console.good(rank + ". " + fix.id().replace("+", " + "))
            + (fix.now() ? "" : console.warn("  (for the next installation)")));
    for (FixReport.Step step : fix.steps()) {
      wrapped("     " + step.remedy().text(), 5);
      for (String command : step.commands()) {
        if (!command.isEmpty()) {
          console.line(console.faint("       " + SafeText.of(command)));
        }
      }
    }
    console.line("     " + figures(fix, report));
    for (FixReport.Attribution part : fix.attribution()) {
      wrapped(
          "     without "
              + part.part().id()
              + ": "
              + (part.needed() ? "not enough: " : "still enough: ")
              + part.without(),
          7);
    }
  }

  private static String figures(FixReport.Fix fix, FixReport report) {
    StringBuilder text = new StringBuilder();
    if (Double.isInfinite(fix.recoverySeconds())) {
      return "enough in " + fix.sufficientIn() + " of " + report.replications() + " runs only";
    }
    text.append(fix.now() ? "all Ready after " : "all well ");
    text.append(ClockText.of((long) (fix.recoverySeconds() * SECOND)));
    Interval interval = fix.recoveryInterval();
    if (interval != null) {
      text.append(" (95 %: ")
          .append(ClockText.of((long) (interval.low() * SECOND)))
          .append(" to ")
          .append(ClockText.of((long) (interval.high() * SECOND)))
          .append(')');
    }
    text.append(fix.now() ? "" : " from the start")
        .append(", ")
        .append(fix.recoveredPods())
        .append(" pods");
    if (fix.disruptedPods() > 0) {
      text.append(", ").append(fix.disruptedPods()).append(" Ready pods replaced");
    }
    text.append(
        fix.monthlyUsd() > 0
            ? String.format(Locale.ROOT, ", about %.0f USD a month", fix.monthlyUsd())
            : ", no further cost");
    if (fix.sufficientIn() < report.replications()) {
      text.append(", enough in ")
          .append(fix.sufficientIn())
          .append(" of ")
          .append(report.replications())
          .append(" runs only");
    }
    return text.toString();
  }

  private void insufficient(FixReport report) {
    if (report.insufficient().isEmpty()) {
      return;
    }
    console.line("");
    console.line("  " + console.bold("what does not suffice by itself"));
    for (FixReport.Insufficient one : report.insufficient()) {
      wrapped("     " + TextLayout.pad(one.remedies(), 24) + one.why(), 29);
    }
  }

  /** Prints a text that begins with its own indentation; further lines get another one. */
  private void wrapped(String text, int indent) {
    String stripped = text.stripLeading();
    String first = " ".repeat(text.length() - stripped.length());
    List<String> lines = TextLayout.wrap(SafeText.of(stripped), console.width() - indent);
    console.line(first + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> console.line(" ".repeat(indent) + line));
  }
}
