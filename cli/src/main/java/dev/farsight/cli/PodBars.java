package dev.farsight.cli;

import dev.farsight.scenario.diagnosis.ClockText;
import dev.farsight.scenario.issue.SafeText;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lives of pods as bars of characters: a picture for terminals. */
final class PodBars {

  private static final int MAX_PODS = 12;
  private static final char NONE = ' ';
  private static final char PENDING = '░';
  private static final char STUCK = '×';
  private static final char STARTING = '▒';
  private static final char READY = '█';

  private final Console console;

  PodBars(Console console) {
    this.console = console;
  }

  /** Prints one line for each pod, at most twelve, and a line that explains the characters. */
  void print(RunResult run, List<PodOutcome> pods) {
    int nameWidth = console.width() / 2 - 2;
    int barWidth = console.width() - nameWidth - 5;
    long end = end(run, pods);
    for (PodOutcome pod : pods.subList(0, Math.min(MAX_PODS, pods.size()))) {
      String name = TextLayout.cutMiddle(SafeText.of(pod.name()), nameWidth);
      String line = "    " + TextLayout.pad(name, nameWidth) + " " + bar(pod, end, barWidth);
      console.line(line.stripTrailing());
    }
    console.line(
        "    "
            + TextLayout.pad("", nameWidth)
            + " 0"
            + TextLayout.right(ClockText.of(end), barWidth - 1));
    console.line(
        console.faint(
            "    "
                + STUCK
                + " stuck  "
                + PENDING
                + " pending  "
                + STARTING
                + " starting  "
                + READY
                + " Ready"));
  }

  private static String bar(PodOutcome pod, long endNanos, int width) {
    StringBuilder bar = new StringBuilder();
    for (int i = 0; i < width; i++) {
      bar.append(phase(pod, endNanos / (2L * width) * (2 * i + 1)));
    }
    return bar.toString();
  }

  private static char phase(PodOutcome pod, long timeNanos) {
    if (timeNanos < pod.createdNanos() || isPast(pod.deletedNanos(), timeNanos)) {
      return NONE;
    }
    if (isPast(pod.readyNanos(), timeNanos)) {
      return READY;
    }
    if (isPast(pod.scheduledNanos(), timeNanos)) {
      return STARTING;
    }
    return pod.stuck() && isPast(pod.stuckSinceNanos(), timeNanos) ? STUCK : PENDING;
  }

  private static boolean isPast(@Nullable Long instant, long timeNanos) {
    return instant != null && instant <= timeNanos;
  }

  /** Returns the end of what is worth showing: the last change of any of the pods, and a bit. */
  private static long end(RunResult run, List<PodOutcome> pods) {
    long last = 60_000_000_000L;
    for (PodOutcome pod : pods) {
      last = Math.max(last, pod.createdNanos());
      for (Long instant : new Long[] {pod.scheduledNanos(), pod.readyNanos(), pod.deletedNanos()}) {
        last = Math.max(last, instant == null ? 0 : instant);
      }
    }
    return Math.min(run.endNanos(), last + last / 4);
  }
}
