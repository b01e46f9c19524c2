package dev.farsight.report.chart;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;

/**
 * Pending, stuck and ready pods over simulated time: the median replication as a line, the span
 * from the 10 % to the 90 % replication as a band.
 */
final class StuckPodsChart {

  private static final int POINT_COUNT = 800;
  private static final double NANOS = 1e9;

  private StuckPodsChart() {}

  static XYChart of(ExperimentResult result) {
    TimeAxis axis = new TimeAxis(endSeconds(result), 12);
    XYChart chart =
        XyCharts.chart(
            "Pods over time: " + result.scenarioName(),
            XyCharts.replications(result, "lines and marks are medians, bands hold 10 to 90 %"),
            axis,
            "simulated time",
            "pods");
    double most = 1;
    most = Math.max(most, draw(chart, axis, result, Series.READY_PODS, "Ready", Palette.GREEN));
    most = Math.max(most, draw(chart, axis, result, Series.PENDING_PODS, "pending", Palette.BLUE));
    most = Math.max(most, draw(chart, axis, result, Series.STUCK_PODS, "stuck", Palette.VERMILION));
    double room = Math.max(most < 10 ? most + 1 : most * 1.08, 1);
    List<Marks.Mark> marks =
        Marks.of(
            result.replications(),
            axis.endSeconds(),
            XyCharts.PLOT_WIDTH / axis.endSeconds(),
            XyCharts::textWidth);
    double rowHeight = room * XyCharts.MARK_ROW / XyCharts.PLOT_HEIGHT;
    double high = most + rowHeight * (Marks.rowCount(marks) + 1);
    for (Marks.Mark mark : marks) {
      XyCharts.mark(chart, axis, mark, high - rowHeight * (mark.row() + 0.6));
    }
    // At least one pod between two marks of the axis.
    chart.getStyler().setYAxisTickMarkSpacingHint((int) Math.max(44, 470 / (most + 1)));
    chart.getStyler().setYAxisMax(high);
    return chart;
  }

  /**
   * Returns the end of what is worth showing: where the last replication changes for the last time.
   */
  private static double endSeconds(ExperimentResult result) {
    long last = 0;
    long end = 1;
    for (RunResult run : result.replications()) {
      end = Math.max(end, run.endNanos());
      for (String name : List.of(Series.READY_PODS, Series.PENDING_PODS, Series.STUCK_PODS)) {
        Series series = run.series(name);
        if (series != null) {
          last = Math.max(last, series.timeNanos(series.size() - 1));
        }
      }
    }
    return Math.max(1, Math.min((double) end, last * 1.25) / NANOS);
  }

  private static double draw(
      XYChart chart,
      TimeAxis axis,
      ExperimentResult result,
      String name,
      String title,
      Color color) {
    List<Series> all = new ArrayList<>();
    for (RunResult run : result.replications()) {
      Series series = run.series(name);
      if (series != null) {
        all.add(series);
      }
    }
    if (all.isEmpty()) {
      return 0;
    }
    double[] x = new double[POINT_COUNT + 1];
    double[] low = new double[POINT_COUNT + 1];
    double[] mid = new double[POINT_COUNT + 1];
    double[] high = new double[POINT_COUNT + 1];
    double most = 0;
    for (int i = 0; i <= POINT_COUNT; i++) {
      double at = axis.endSeconds() * i / POINT_COUNT;
      x[i] = at / axis.unitSeconds();
      double[] values = new double[all.size()];
      for (int r = 0; r < values.length; r++) {
        values[r] = all.get(r).at((long) (at * NANOS));
      }
      Arrays.sort(values);
      low[i] = values[(int) Math.round(0.1 * (values.length - 1))];
      mid[i] = values[(int) Math.round(0.5 * (values.length - 1))];
      high[i] = values[(int) Math.round(0.9 * (values.length - 1))];
      most = Math.max(most, high[i]);
    }
    if (!Arrays.equals(low, high)) {
      XyCharts.band(chart, title + " band", x, low, high, color);
    }
    XyCharts.line(chart, title, x, mid, color, name.equals(Series.STUCK_PODS));
    return most;
  }
}
