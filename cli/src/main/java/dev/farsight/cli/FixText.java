package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.fix.FixReport;
import dev.farsight.scenario.fix.LiveEvidence;
import dev.farsight.scenario.fix.LiveReport;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    if (report.troubledIn() == 0) {
      console.line("Nothing is wrong at the end: there is nothing to fix.");
      return;
    }
    if (report.troubledIn() < report.replications()) {
      wrapped(
          "  "
              + console.warn("a matter of chance:")
              + " wrong in "
              + report.troubledIn()
              + " of "
              + report.replications()
              + " replications; fixes are confirmed in all",
          2);
    }
    for (Diagnosis diagnosis : report.diagnoses()) {
      console.line("  " + console.bold(diagnosis.causeCode() + "  " + diagnosis.title()));
      console.line(console.faint("          " + SafeText.of(held(diagnosis))));
      for (String other : diagnosis.alternatives()) {
        wrapped("          or " + other, 13);
      }
    }
    fixes(report, MAX_FIXES);
    compounds(report);
    insufficient(report);
    if (report.cut()) {
      console.line("");
      console.line(
          console.warn("  The search ended at its bound of runs: there may be further fixes."));
    }
  }

  private static String held(Diagnosis diagnosis) {
    int count = diagnosis.pods().size();
    if (count == 0 && diagnosis.steps().isEmpty()) {
      return String.join("; ", diagnosis.evidence());
    }
    return count == 0
        ? "step " + String.join(", ", diagnosis.steps())
        : count == 1 ? diagnosis.pods().get(0) : count + " pods, first " + diagnosis.pods().get(0);
  }

  /** Prints the best fixes: of all pods, or else of those of each cause. */
  void fixes(FixReport report, int most) {
    console.line("");
    if (!report.fixes().isEmpty()) {
      console.line("  " + console.bold("what frees them, the best first"));
      list(report.fixes(), report.replications(), most);
      return;
    }
    if (report.partial().isEmpty()) {
      console.line(console.bad("  No remedy of the catalogue suffices."));
      report.diagnoses().forEach(this::whereToLook);
      return;
    }
    console.line("  " + console.bold("nothing frees all of them; by cause:"));
    for (FixReport.Partial partial : report.partial()) {
      console.line("");
      console.line("  " + partial.cause().code() + "  " + partial.cause().title());
      if (partial.fixes().isEmpty()) {
        console.line(console.bad("     No remedy of the catalogue suffices."));
      }
      list(partial.fixes(), report.replications(), Math.min(2, most));
    }
  }

  /** Prints what tells more of a pod whose own workload must be repaired. */
  private void whereToLook(Diagnosis diagnosis) {
    boolean own = diagnosis.remedyIds().contains(Remedy.REPAIR_WORKLOAD.id());
    if (!own || diagnosis.pods().isEmpty()) {
      return;
    }
    String[] key = diagnosis.pods().get(0).split("/", -1);
    String pod = key[1] + " -n " + key[0];
    boolean crashes = diagnosis.causeCode().equals(Cause.CRASH_LOOP.code());
    console.line("  It is the workload itself: look at");
    console.line("       kubectl describe pod " + pod);
    console.line("       kubectl logs " + pod + (crashes ? " --previous" : ""));
  }

  private void list(List<FixReport.Fix> fixes, int replications, int most) {
    for (int i = 0; i < Math.min(most, fixes.size()); i++) {
      fix(i + 1 + ". ", fixes.get(i), replications);
    }
  }

  /** Prints what else the evidence of a live cluster allows, each with what frees the pods then. */
  void alternatives(LiveReport live) {
    if (live.alternatives().isEmpty()) {
      return;
    }
    console.line("");
    console.line("  " + console.bold("the evidence allows other causes; what tells them apart"));
    for (LiveReport.Alternative other : live.alternatives()) {
      console.line("");
      console.line("  or " + other.cause().code() + "  " + other.cause().title());
      wrapped("     " + other.tells(), 5);
      FixReport.Fix fix = other.fix();
      if (fix == null) {
        console.line(console.bad("     No remedy of the catalogue suffices then."));
      } else {
        fix("then ", fix, live.report().replications());
      }
    }
  }

  private void compounds(FixReport report) {
    for (FixReport.Compound compound : report.compounds()) {
      console.line("");
      console.line("  " + console.bold("what was it that helped?"));
      wrapped(
          "     "
              + String.join(" + ", compound.parts())
              + (compound.sufficient()
                  ? ", as one change, frees them"
                  : ", as one change, does not")
              + "; necessary: "
              + listed(compound.parts(true))
              + "; not necessary: "
              + listed(compound.parts(false)),
          7);
      attribution(compound.attribution());
    }
  }

  private static String listed(List<String> parts) {
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  private void attribution(List<FixReport.Attribution> parts) {
    for (FixReport.Attribution part : parts) {
      wrapped(
          "     without "
              + part.part().id()
              + ": "
              + (part.needed() ? "not enough: " : "still enough: ")
              + part.without(),
          7);
    }
  }

  private void fix(String lead, FixReport.Fix fix, int replications) {
    console.line("");
    console.line(
        "  "
            + console.good(lead + fix.id().replace("+", " + "))
            + (fix.now() ? "" : console.warn("  (for the next installation)")));
    for (FixReport.Step step : fix.steps()) {
      wrapped("     " + step.remedy().text(), 5);
      for (String command : step.commands()) {
        if (!command.isEmpty()) {
          console.line(console.faint("       " + SafeText.of(command)));
        }
      }
    }
    console.line("     " + figures(fix, replications));
    if (!fix.rerun().isEmpty()) {
      wrapped(
          "     "
              + console.warn("frees the pods; what had failed must be run again: ")
              + String.join(", ", fix.rerun()),
          5);
    }
    attribution(fix.attribution());
  }

  private static String figures(FixReport.Fix fix, int replications) {
    StringBuilder text = new StringBuilder();
    if (Double.isInfinite(fix.recoverySeconds())) {
      return "enough in " + fix.sufficientIn() + " of " + replications + " runs only";
    }
    boolean gone = fix.now() && fix.recoveredPods() == 0;
    text.append(
        gone ? "no pod waits any more after " : fix.now() ? "all Ready after " : "all well ");
    text.append(ClockText.of((long) (fix.recoverySeconds() * SECOND)));
    Interval interval = fix.recoveryInterval();
    if (interval != null) {
      text.append(" (95 %: ")
          .append(ClockText.of((long) (interval.low() * SECOND)))
          .append(" to ")
          .append(ClockText.of((long) (interval.high() * SECOND)))
          .append(')');
    }
    text.append(fix.now() ? "" : " from the start").append(", ");
    if (gone) {
      text.append("as nothing wants them there");
    } else if (fix.recoveredPods() == 0) {
      text.append("no pod is stuck before or after");
    } else {
      text.append(pods(fix.recoveredPods(), ""));
    }
    if (fix.disruptedPods() > 0) {
      text.append(", ").append(pods(fix.disruptedPods(), "Ready ")).append(" replaced");
    }
    text.append(
        fix.monthlyUsd() > 0
            ? String.format(Locale.ROOT, ", about %.0f USD a month", fix.monthlyUsd())
            : ", no further cost");
    if (fix.sufficientIn() < replications) {
      text.append(", enough in ")
          .append(fix.sufficientIn())
          .append(" of ")
          .append(replications)
          .append(" runs only");
    }
    return text.toString();
  }

  private static String pods(int count, String which) {
    return count + " " + which + (count == 1 ? "pod" : "pods");
  }

  private void insufficient(FixReport report) {
    if (report.insufficient().isEmpty()) {
      return;
    }
    console.line("");
    console.line("  " + console.bold("what does not suffice by itself"));
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (FixReport.Insufficient one : report.insufficient()) {
      byReason.computeIfAbsent(one.why(), why -> new ArrayList<>()).add(one.remedies());
    }
    byReason.forEach(
        (why, remedies) -> {
          wrapped("     " + console.warn(String.join(", ", remedies)), 5);
          wrapped("       " + why, 7);
        });
  }

  /** Prints what is known of a live cluster. */
  void evidence(LiveEvidence evidence) {
    new EvidenceText(console).print(evidence);
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
