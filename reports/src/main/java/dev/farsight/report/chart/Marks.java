package dev.farsight.report.chart;

import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** What was done to the cluster, to be marked on an axis of time. */
final class Marks {

  private static final int MARK_COUNT = 10;
  private static final int TEXT_LENGTH = 44;
  private static final double NANOS = 1e9;

  private Marks() {}

  /**
   * One mark.
   *
   * @param seconds when
   * @param text what
   * @param row row for its text, from 0: texts of one row do not touch
   */
  record Mark(double seconds, String text, int row) {}

  /**
   * Returns the steps of a run and the moments at which profiles became ACTIVE, at most ten, by
   * time.
   *
   * @param run run
   * @param endSeconds end of the axis
   * @param pixelsPerSecond length of a second on the axis
   * @param width width of a text in pixels
   */
  static List<Mark> of(
      RunResult run, double endSeconds, double pixelsPerSecond, ToIntFunction<String> width) {
    List<Mark> all = new ArrayList<>();
    for (StepOutcome step : run.steps()) {
      Long started = step.startedNanos();
      if (started != null) {
        all.add(new Mark(started / NANOS, shortened(step.text()), 0));
      }
    }
    for (ProfileOutcome profile : run.profiles()) {
      Long active = profile.activeNanos();
      if (active != null && active > 0) {
        all.add(new Mark(active / NANOS, shortened(profile.name() + " ACTIVE"), 0));
      }
    }
    all.removeIf(mark -> mark.seconds() > endSeconds);
    all.sort(Comparator.comparingDouble(Mark::seconds));
    return inRows(all.subList(0, Math.min(MARK_COUNT, all.size())), pixelsPerSecond, width);
  }

  private static List<Mark> inRows(
      List<Mark> marks, double pixelsPerSecond, ToIntFunction<String> width) {
    List<Double> ends = new ArrayList<>();
    List<Mark> placed = new ArrayList<>();
    for (Mark mark : marks) {
      double from = mark.seconds() * pixelsPerSecond;
      int row = 0;
      while (row < ends.size() && ends.get(row) > from) {
        row++;
      }
      double end = from + width.applyAsInt(mark.text()) + 16;
      if (row == ends.size()) {
        ends.add(end);
      } else {
        ends.set(row, end);
      }
      placed.add(new Mark(mark.seconds(), mark.text(), row));
    }
    return placed;
  }

  /** Returns how many rows the texts take. */
  static int rowCount(List<Mark> marks) {
    return marks.stream().mapToInt(mark -> mark.row() + 1).max().orElse(0);
  }

  private static String shortened(String text) {
    return text.length() <= TEXT_LENGTH ? text : text.substring(0, TEXT_LENGTH - 1) + "…";
  }
}
