package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.Cause;
import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.diagnosis.Remedy;
import dev.farsight.scenario.diagnosis.WhyStory;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.PodOutcome;
import java.util.ArrayList;
import java.util.List;

/** Prints the causal story of a pod for people. */
final class WhyText {

  private static final int WIDTH = 100;
  private static final int INDENT = 30;

  private final Console console;

  WhyText(Console console) {
    this.console = console;
  }

  void print(WhyStory story) {
    PodOutcome pod = story.pod();
    Cause cause = story.cause();
    console.line(
        console.bold(SafeText.of(pod.key()))
            + "  "
            + (pod.stuck() ? console.bad("STUCK") : pod.state().word()));
    if (cause != null) {
      console.line("  " + console.bold(cause.code() + "  " + cause.title()));
    }
    console.line("");
    for (WhyStory.Link link : story.links()) {
      link(link);
    }
    if (!story.remedies().isEmpty()) {
      console.line("");
      console.line("  what frees it");
      for (Remedy remedy : story.remedies()) {
        List<String> lines = wrap(remedy.text(), WIDTH - 6);
        console.line("    • " + lines.get(0));
        lines.subList(1, lines.size()).forEach(line -> console.line("      " + line));
        if (!remedy.command().isEmpty()) {
          console.line("      " + console.faint(command(remedy, pod)));
        }
      }
    }
  }

  private void link(WhyStory.Link link) {
    Long time = link.timeNanos();
    String head =
        "  "
            + left(time == null ? "" : ClockText.of(time), 8)
            + "  "
            + ResultText.pad(link.topic(), INDENT - 12);
    List<String> lines = wrap(SafeText.of(link.text()), WIDTH - INDENT);
    console.line(head + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> console.line(" ".repeat(INDENT) + line));
    for (String detail : link.details()) {
      for (String line : wrap(SafeText.of(detail), WIDTH - INDENT)) {
        console.line(console.faint(" ".repeat(INDENT) + line));
      }
    }
  }

  private static String command(Remedy remedy, PodOutcome pod) {
    String owner =
        pod.owner() == null ? "pod/" + pod.name() : pod.owner().toLowerCase(java.util.Locale.ROOT);
    return remedy
        .command()
        .replace("OWNER", SafeText.of(owner))
        .replace("NS", SafeText.of(pod.namespace()))
        .replace("POD", SafeText.of(pod.name()));
  }

  private static String left(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
