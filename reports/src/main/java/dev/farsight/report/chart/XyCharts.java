package dev.farsight.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The one style of all line charts. */
final class XyCharts {

  private XyCharts() {}

  static XYChart chart(String title, TimeAxis axis, String xTitle, String yTitle) {
    XYChart chart =
        new XYChartBuilder()
            .width(1200)
            .height(640)
            .title(title)
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
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
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
    styler.setXAxisDecimalPattern("#.##");
    styler.setYAxisDecimalPattern("#.##");
    return chart;
  }

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
