package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.Causes;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.TroubleStory;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.PodOutcome;
import java.util.List;
import java.util.Map;

/** Prints the causal story of a pod for people. */
final class WhyText {

  private static final int INDENT = 30;

  /** On narrow terminals texts stand under their heads, not beside them. */
  private static final int NARROW_INDENT = 8;

  private final Console console;

  WhyText(Console console) {
    this.console = console;
  }

  /**
   * Prints a story.
   *
   * @param story story of one pod
   * @param alternatives what else the evidence allows
   * @param typed what is typed for remedies of the catalogue, to list below it
   */
  void print(
      WhyStory story, List<Causes.Alternative> alternatives, Map<Remedy, List<String>> typed) {
    PodOutcome pod = story.pod();
    Cause cause = story.cause();
    console.line(
        console.bold(SafeText.of(pod.key()))
            + "  "
            + (pod.stuck() ? console.bad("STUCK") : pod.state().word()));
    if (cause != null) {
      console.line("  " + console.bold(cause.code() + "  " + cause.title()));
    }
    for (Causes.Alternative other : alternatives) {
      console.line("  or " + other.cause().code() + "  " + other.cause().title());
      for (String line : TextLayout.wrap(SafeText.of(other.tells()), console.width() - 13)) {
        console.line(console.faint(" ".repeat(13) + line));
      }
    }
    console.line("");
    for (WhyStory.Link link : story.links()) {
      link(link);
    }
    if (!typed.isEmpty()) {
      console.line("");
      TextLayout.hanging(
          console,
          "  what frees it,",
          17,
          "as the catalogue has it (farsight fix tries each in runs)");
      typed.forEach(this::remedy);
    }
  }

  private void remedy(Remedy remedy, List<String> commands) {
    List<String> lines = TextLayout.wrap(remedy.text(), console.width() - 6);
    console.line("    • " + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> console.line("      " + line));
    for (String command : commands) {
      console.line(console.faint("      " + (remedy.isTyped() ? "$ " : "") + SafeText.of(command)));
    }
  }

  /**
   * Prints a story that is not of a pod.
   *
   * @param story story of a step or a workload
   * @param remedies remedies of the catalogue to list below it
   */
  void print(TroubleStory story, List<Remedy> remedies) {
    console.line(
        console.bold(SafeText.of(story.title())) + "  " + console.bad(SafeText.of(story.state())));
    Cause cause = story.cause();
    if (cause != null) {
      console.line("  " + console.bold(cause.code() + "  " + cause.title()));
    }
    console.line("");
    story.links().forEach(this::link);
    if (!remedies.isEmpty()) {
      console.line("");
      for (Remedy remedy : remedies) {
        TextLayout.hanging(console, "    •", 6, remedy.text());
      }
    }
  }

  private void link(WhyStory.Link link) {
    Long time = link.timeNanos();
    String head =
        "  "
            + TextLayout.right(time == null ? "" : ClockText.of(time), 8)
            + "  "
            + TextLayout.pad(link.topic(), INDENT - 12);
    boolean narrow = console.isNarrow();
    int indent = narrow ? NARROW_INDENT : INDENT;
    if (narrow) {
      console.line(head.stripTrailing());
      head = " ".repeat(indent);
    }
    List<String> lines = TextLayout.wrap(SafeText.of(link.text()), console.width() - indent);
    console.line(head + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> console.line(" ".repeat(indent) + line));
    for (String detail : link.details()) {
      for (String line : TextLayout.wrap(SafeText.of(detail), console.width() - indent)) {
        console.line(console.faint(" ".repeat(indent) + line));
      }
    }
  }
}
