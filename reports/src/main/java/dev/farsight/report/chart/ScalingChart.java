package dev.farsight.report.chart;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/**
 * How capacity follows load, in the first replication: replicas wanted, Ready and pending on the
 * left, load and waiting messages on the right.
 */
final class ScalingChart {

  private static final int POINT_COUNT = 1600;
  private static final double NANOS = 1e9;
  private static final float BROAD = 7;

  /** Pixels between two marks of the vertical axis at the least. */
  private static final double LEAST_SPACING = 44;

  private static final List<String> SHOWN =
      List.of(Series.WANTED_REPLICAS, Series.LOAD, Series.QUEUE_LENGTH);

  private ScalingChart() {}

  /** Returns whether there is anything to show. */
  static boolean hasContent(ExperimentResult result) {
    RunResult run = result.replications().get(0);
    for (String name : SHOWN) {
      Series series = run.series(name);
      if (series != null && series.max() > 0) {
        return true;
      }
    }
    return false;
  }

  static XYChart of(ExperimentResult result) {
    RunResult run = result.replications().get(0);
    TimeAxis axis = new TimeAxis(endSeconds(run), 12);
    XYChart chart =
        XyCharts.chart(
            "Capacity and load: " + result.scenarioName(),
            XyCharts.replications(result, "this is the first"),
            axis,
            "simulated time",
            "pods");
    double most = 1;
    most =
        Math.max(
            most,
            draw(
                chart,
                axis,
                run,
                Series.WANTED_REPLICAS,
                "wanted",
                Palette.translucent(Palette.GREY, 140),
                0));
    most = Math.max(most, draw(chart, axis, run, Series.READY_REPLICAS, "Ready", Palette.GREEN, 0));
    most =
        Math.max(
            most,
            draw(chart, axis, run, Series.PENDING_PODS, "pending, all pods", Palette.BLUE, 0));
    double load = draw(chart, axis, run, Series.LOAD, "load (right)", Palette.ORANGE, 1);
    double waiting =
        draw(chart, axis, run, Series.QUEUE_LENGTH, "messages waiting (right)", Palette.PURPLE, 1);
    Styler styler = chart.getStyler();
    chart.getStyler().setYAxisMin(0, 0.0);
    double top = most < 10 ? most + 1 : most * 1.08;
    chart.getStyler().setYAxisMax(0, top);
    // Pods are whole: where there are few, marks may not come nearer than one to the next.
    double perPod = XyCharts.PLOT_HEIGHT / top;
    chart.getStyler().setYAxisTickMarkSpacingHint((int) Math.max(LEAST_SPACING, 0.95 * perPod));
    if (load + waiting > 0) {
      chart.setYAxisGroupTitle(
          1, load == 0 ? "messages" : waiting == 0 ? "load" : "load, messages");
      styler.setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
      chart.getStyler().setYAxisMin(1, 0.0);
      chart.getStyler().setYAxisMax(1, Math.max(1, Math.max(load, waiting) * 1.25));
    }
    return chart;
  }

  /** Returns the end of what is worth showing: a little after the last change. */
  private static double endSeconds(RunResult run) {
    long last = 0;
    for (String name : SHOWN) {
      Series series = run.series(name);
      last = series == null ? last : Math.max(last, series.timeNanos(series.size() - 1));
    }
    return Math.max(1, Math.min((double) run.endNanos(), last * 1.15) / NANOS);
  }

  private static double draw(
      XYChart chart,
      TimeAxis axis,
      RunResult run,
      String name,
      String title,
      Color color,
      int group) {
    Series series = run.series(name);
    boolean idle = series == null || (group == 1 && series.max() == 0);
    if (series == null || idle) {
      return 0;
    }
    double[] x = new double[POINT_COUNT + 1];
    double[] y = new double[POINT_COUNT + 1];
    for (int i = 0; i <= POINT_COUNT; i++) {
      double at = axis.endSeconds() * i / POINT_COUNT;
      x[i] = at / axis.unitSeconds();
      y[i] = series.at((long) (at * NANOS));
    }
    XYSeries line = XyCharts.line(chart, title, x, y, color, group == 1);
    line.setYAxisGroup(group);
    if (name.equals(Series.WANTED_REPLICAS)) {
      // Broad and pale, so that it is seen where another line lies upon it.
      line.setLineStyle(new BasicStroke(BROAD, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }
    return series.max();
  }
}
