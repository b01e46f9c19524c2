package dev.farsight.report.chart;

import dev.farsight.sim.result.ExperimentResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The one style of all line charts. */
final class XyCharts {

  /** Pixels of the plot from its left to its right end, about. */
  static final double PLOT_WIDTH = 1080;

  /** Pixels of the plot from its lower to its upper end, about. */
  static final double PLOT_HEIGHT = 480;

  /** Pixels between the texts of two rows of marks. */
  static final double MARK_ROW = 18;

  private static final Font MARK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final FontRenderContext FONT_CONTEXT = new FontRenderContext(null, true, true);

  private XyCharts() {}

  /**
   * Makes an empty chart.
   *
   * @param title what it shows
   * @param subtitle how lines and bands are to be read; empty if there is nothing to say
   * @param axis horizontal axis
   * @param xTitle title of the horizontal axis, without the unit
   * @param yTitle title of the vertical axis
   */
  static XYChart chart(String title, String subtitle, TimeAxis axis, String xTitle, String yTitle) {
    String whole = subtitle.isEmpty() ? title : title + " (" + subtitle + ")";
    XYChart chart =
        new XYChartBuilder()
            .width(1200)
            .height(640)
            .title(whole)
            .xAxisTitle(xTitle + " (" + axis.unit() + ")")
            .yAxisTitle(yTitle)
            .theme(Styler.ChartTheme.XChart)
            .build();
    var styler = chart.getStyler();
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartFontColor(Palette.INK);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(titleFont(whole));
    styler.setChartPadding(20);
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendPadding(12);
    styler.setPlotContentSize(0.96);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setPlotGridLinesColor(Palette.FAINT);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setMarkerSize(0);
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(axis.endSeconds() / axis.unitSeconds());
    styler.setYAxisMin(0.0);
    styler.setXAxisTickMarkSpacingHint(80);
    styler.setAnnotationTextFont(MARK_FONT);
    styler.setAnnotationTextFontColor(Palette.INK);
    styler.setAnnotationLineColor(Palette.GREY);
    styler.setAnnotationLineStroke(
        new BasicStroke(
            1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 4}, 0));
    styler.setXAxisDecimalPattern("#.##");
    styler.setYAxisDecimalPattern("#.##");
    return chart;
  }

  /** Says how a chart shows several replications; empty for a single one. */
  static String replications(ExperimentResult result, String how) {
    int count = result.replications().size();
    return count < 2 ? "" : count + " replications: " + how;
  }

  /** Returns the font of a title: smaller where the title would not fit into the picture. */
  private static Font titleFont(String title) {
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    double width = font.getStringBounds(title, FONT_CONTEXT).getWidth();
    return width <= PLOT_WIDTH
        ? font
        : font.deriveFont((float) Math.max(10, 18 * PLOT_WIDTH / width));
  }

  /** Returns the width of the text of a mark in pixels. */
  static int textWidth(String text) {
    return (int) Math.ceil(MARK_FONT.getStringBounds(text, FONT_CONTEXT).getWidth());
  }

  /**
   * Marks an instant by a dashed line and a text beside it.
   *
   * @param y where the text stands on the vertical axis
   */
  static void mark(XYChart chart, TimeAxis axis, Marks.Mark mark, double y) {
    double unit = axis.unitSeconds();
    double pixel = axis.endSeconds() / PLOT_WIDTH;
    double middle = (textWidth(mark.text()) / 2.0 + 6) * pixel;
    boolean fits = mark.seconds() + 2 * middle < axis.endSeconds();
    double x = fits ? mark.seconds() + middle : mark.seconds() - middle;
    chart.addAnnotation(new AnnotationLine(mark.seconds() / unit, true, false));
    chart.addAnnotation(new AnnotationText(mark.text(), x / unit, y, false));
  }

  /** Adds a line that is level between its points. */
  static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Color color, boolean dashed) {
    double[][] steps = steps(x, y);
    XYSeries series = chart.addSeries(name, steps[0], steps[1]);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(
        dashed
            ? new BasicStroke(
                2.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {9, 6}, 0)
            : new BasicStroke(2.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    return series;
  }

  /**
   * Returns a sampled step function as the corners of its steps. The second point is always kept:
   * on points at equal distances XChart would put the marks of the axis at the points.
   */
  private static double[][] steps(double[] x, double[] y) {
    double[] cornerX = new double[2 * x.length];
    double[] cornerY = new double[2 * x.length];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      boolean changed = i > 0 && y[i] != y[i - 1];
      if (changed) {
        cornerX[count] = x[i];
        cornerY[count++] = y[i - 1];
      }
      if (changed || i <= 1 || i == x.length - 1) {
        cornerX[count] = x[i];
        cornerY[count++] = y[i];
      }
    }
    return new double[][] {Arrays.copyOf(cornerX, count), Arrays.copyOf(cornerY, count)};
  }

  /** Adds a band as one closed polygon between two curves over the same points. */
  static void band(
      XYChart chart, String name, double[] x, double[] low, double[] high, Color color) {
    double[][] upper = steps(x, high);
    double[][] lower = steps(x, low);
    int upperCount = upper[0].length;
    int lowerCount = lower[0].length;
    double[] outlineX = Arrays.copyOf(upper[0], upperCount + lowerCount + 1);
    double[] outlineY = Arrays.copyOf(upper[1], upperCount + lowerCount + 1);
    for (int i = 0; i < lowerCount; i++) {
      outlineX[upperCount + i] = lower[0][lowerCount - 1 - i];
      outlineY[upperCount + i] = lower[1][lowerCount - 1 - i];
    }
    outlineX[upperCount + lowerCount] = outlineX[0];
    outlineY[upperCount + lowerCount] = outlineY[0];
    XYSeries series = chart.addSeries(name, outlineX, outlineY);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(0.5f));
    series.setLineColor(Palette.translucent(color, 60));
    series.setFillColor(Palette.translucent(color, 45));
    series.setShowInLegend(false);
  }
}
