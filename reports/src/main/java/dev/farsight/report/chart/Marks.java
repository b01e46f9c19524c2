package dev.farsight.report.chart;

import dev.farsight.sim.result.ProfileOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.StepOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What was done to the cluster, to be marked on an axis of time. */
final class Marks {

  private static final int MARK_COUNT = 10;
  private static final int TEXT_LENGTH = 60;
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
   * Returns the steps and the moments at which profiles became ACTIVE, by time; of more than ten
   * the tenth says how many are not shown. Over several runs a mark stands at its median moment, as
   * the lines beside it do; what most runs do not have is left out.
   *
   * @param runs runs
   * @param endSeconds end of the axis
   * @param pixelsPerSecond length of a second on the axis
   * @param width width of a text in pixels
   */
  static List<Mark> of(
      List<RunResult> runs,
      double endSeconds,
      double pixelsPerSecond,
      ToIntFunction<String> width) {
    Map<Moment, List<Long>> moments = new LinkedHashMap<>();
    for (RunResult run : runs) {
      Map<String, Integer> times = new LinkedHashMap<>();
      for (StepOutcome step : run.steps()) {
        add(moments, times, step.text(), step.startedNanos());
      }
      for (ProfileOutcome profile : run.profiles()) {
        Long active = profile.activeNanos();
        add(
            moments,
            times,
            profile.name() + " ACTIVE",
            active != null && active > 0 ? active : null);
      }
    }
    List<Mark> all = new ArrayList<>();
    moments.forEach(
        (moment, nanos) -> {
          if (2 * nanos.size() >= runs.size()) {
            nanos.sort(Comparator.naturalOrder());
            all.add(new Mark(nanos.get(nanos.size() / 2) / NANOS, shortened(moment.text()), 0));
          }
        });
    all.removeIf(mark -> mark.seconds() > endSeconds);
    all.sort(Comparator.comparingDouble(Mark::seconds));
    return inRows(atMost(all), pixelsPerSecond, width);
  }

  /** Returns the first marks; the last of them says how many more there are. */
  private static List<Mark> atMost(List<Mark> all) {
    if (all.size() <= MARK_COUNT) {
      return all;
    }
    List<Mark> shown = new ArrayList<>(all.subList(0, MARK_COUNT - 1));
    double from = all.get(MARK_COUNT - 1).seconds();
    shown.add(new Mark(from, "and " + (all.size() - shown.size()) + " more from here on", 0));
    return shown;
  }

  /**
   * What happens at a mark.
   *
   * @param text what is done
   * @param time how often it was done before in the same run
   */
  private record Moment(String text, int time) {}

  private static void add(
      Map<Moment, List<Long>> moments,
      Map<String, Integer> times,
      String text,
      @Nullable Long nanos) {
    if (nanos != null) {
      Moment moment = new Moment(text, times.merge(text, 1, Integer::sum));
      moments.computeIfAbsent(moment, unused -> new ArrayList<>()).add(nanos);
    }
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
