package dev.farsight.cli;

import dev.farsight.scenario.compare.Belief;
import dev.farsight.scenario.compare.BeliefVerdict;
import dev.farsight.scenario.compare.Comparison;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.Interval;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints comparisons for people. */
final class CompareText {

  private static final int NAME_WIDTH = 26;
  private static final int VALUE_WIDTH = 12;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Console console;

  CompareText(Console console) {
    this.console = console;
  }

  /** Prints what differs, and where the runs part. */
  void print(Comparison comparison) {
    int pairs = comparison.seeds().size();
    console.line("A  " + console.bold(SafeText.of(comparison.a().name())));
    console.line(
        "B  "
            + console.bold(SafeText.of(comparison.b().name()))
            + console.faint(
                "   "
                    + pairs
                    + (pairs == 1 ? " pair" : " pairs")
                    + " of the same random numbers, seed "
                    + comparison.seeds().get(0)));
    console.line("");
    parting(comparison);
    metrics(comparison);
    outcomes(comparison.workloads());
    events(comparison.events());
    console.out().flush();
  }

  private void parting(Comparison comparison) {
    Comparison.Parting parting = comparison.parting();
    if (parting == null) {
      console.line(
          comparison.traced()
              ? "  They never part: every event is the same."
              : "  Results hold no events; compare the scenarios to see where they part.");
      return;
    }
    console.line("  they part after " + parting.equalEvents() + " equal events");
    console.line("    A  " + text(parting.a()));
    console.line("    B  " + text(parting.b()));
  }

  private static String text(Comparison.@Nullable TracedEvent event) {
    return event == null
        ? "ends"
        : ClockText.of(event.timeNanos())
            + "  "
            + event.event()
            + "  "
            + SafeText.of(event.subject());
  }

  private void metrics(Comparison comparison) {
    List<Comparison.MetricDifference> differing =
        comparison.metrics().stream().filter(Comparison.MetricDifference::differs).toList();
    console.line("");
    if (differing.isEmpty()) {
      console.line("  Nothing that is measured differs.");
      return;
    }
    console.line(
        "  "
            + TextLayout.pad("what differs, means", NAME_WIDTH)
            + TextLayout.right("A", VALUE_WIDTH)
            + TextLayout.right("B", VALUE_WIDTH)
            + "   B - A (95 %)");
    for (Comparison.MetricDifference metric : differing) {
      console.line(
          "  "
              + TextLayout.pad(metric.name(), NAME_WIDTH)
              + TextLayout.right(value(metric.a(), metric.unit()), VALUE_WIDTH)
              + TextLayout.right(value(metric.b(), metric.unit()), VALUE_WIDTH)
              + "   "
              + difference(metric));
    }
  }

  private static String difference(Comparison.MetricDifference metric) {
    if (Double.isNaN(metric.difference())) {
      return "";
    }
    Interval interval = metric.interval();
    String plus = metric.difference() > 0 ? "+" : "";
    return plus
        + value(metric.difference(), metric.unit())
        + (interval == null
            ? ""
            : " ("
                + value(interval.low(), metric.unit())
                + " to "
                + value(interval.high(), metric.unit())
                + ")");
  }

  private static String value(double value, String unit) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Double.isInfinite(value)) {
      return "never";
    }
    return switch (unit) {
      case "s" -> ClockText.of((long) (value * NANOS_PER_SECOND));
      case "usd" -> String.format(Locale.ROOT, "%.4f", value);
      default ->
          value == StrictMath.rint(value)
              ? String.format(Locale.ROOT, "%.0f", value)
              : String.format(Locale.ROOT, "%.2f", value);
    };
  }

  private void outcomes(List<Comparison.Outcomes> all) {
    List<Comparison.Outcomes> differing =
        all.stream().filter(Comparison.Outcomes::differs).toList();
    console.line("");
    if (!differing.isEmpty()) {
      console.line("  workloads at the end of the first pair");
      for (Comparison.Outcomes outcome : differing) {
        console.line("    " + SafeText.of(outcome.workload()));
        console.line("      A  " + coloured(outcome.a()));
        console.line("      B  " + coloured(outcome.b()));
      }
    }
    int alike = all.size() - differing.size();
    if (alike > 0) {
      console.line(
          "  " + alike + (alike == 1 ? " workload is" : " workloads are") + " the same in both");
    }
  }

  private String coloured(String outcome) {
    return outcome.contains("stuck") ? console.bad(outcome) : outcome;
  }

  private void events(List<Comparison.EventCounts> all) {
    List<Comparison.EventCounts> differing =
        all.stream().filter(Comparison.EventCounts::differs).toList();
    if (differing.isEmpty()) {
      return;
    }
    console.line("");
    console.line("  events about pods, first pair");
    for (Comparison.EventCounts event : differing) {
      console.line(
          "    "
              + TextLayout.pad(SafeText.of(event.event()), NAME_WIDTH + 12)
              + TextLayout.right("A " + event.a(), VALUE_WIDTH)
              + TextLayout.right("B " + event.b(), VALUE_WIDTH));
    }
  }

  /** Prints one belief: claim, verdict, what really happens, and the comparison below. */
  void print(BeliefVerdict verdict) {
    summary(verdict);
    console.line("");
    print(verdict.comparison());
  }

  /** Prints beliefs one below the other, each run literally beside what it is held against. */
  void print(List<BeliefVerdict> verdicts) {
    String story = "";
    for (BeliefVerdict verdict : verdicts) {
      if (!story.equals(verdict.belief().story())) {
        story = verdict.belief().story();
        console.line(console.bold(story));
      }
      console.line("");
      summary(verdict);
    }
    console.out().flush();
  }

  private void summary(BeliefVerdict verdict) {
    Belief belief = verdict.belief();
    TextLayout.hanging(console, "  said", 12, belief.claim());
    String tested = belief.testedBeside() ? belief.beside().text() : belief.literal().text();
    console.line(
        "  "
            + (verdict.holds() ? console.good("holds") : console.bad("does not hold"))
            + ": "
            + belief.prediction().text());
    console.line(console.faint("            tested in " + tested));
    played("  literally", belief, belief.literal(), verdict, true);
    played("  beside", belief, belief.beside(), verdict, false);
    TextLayout.hanging(console, "  really", 12, belief.really());
    console.line(console.faint("            farsight compare " + belief.name()));
  }

  private void played(
      String head, Belief belief, Belief.Played played, BeliefVerdict verdict, boolean literal) {
    TextLayout.hanging(console, head, 12, played.text());
    int shown = 0;
    for (Comparison.Outcomes outcome : verdict.comparison().workloads()) {
      String workload = belief.workload();
      boolean about = workload == null ? outcome.differs() : outcome.workload().equals(workload);
      if (about || (workload == null && shown == 0 && isLast(verdict, outcome))) {
        shown++;
        String text = literal ? outcome.a() : outcome.b();
        console.line("            " + SafeText.of(outcome.workload()) + ": " + coloured(text));
      }
    }
  }

  private static boolean isLast(BeliefVerdict verdict, Comparison.Outcomes outcome) {
    List<Comparison.Outcomes> all = verdict.comparison().workloads();
    return all.get(all.size() - 1).equals(outcome);
  }
}
