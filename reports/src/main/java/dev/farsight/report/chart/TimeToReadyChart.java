package dev.farsight.report.chart;

import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/**
 * Share of the pods of each workload that are Ready within a time after their creation: the mean
 * over the replications as a line, its 95 % interval as a band.
 */
final class TimeToReadyChart {

  private static final int POINT_COUNT = 400;
  private static final int WORKLOAD_COUNT = 8;
  private static final double NANOS = 1e9;

  /** 97.5 % quantile of the standard normal distribution. */
  private static final double NORMAL_975 = 1.959964;

  private TimeToReadyChart() {}

  static XYChart of(ExperimentResult result) {
    Map<Workload, List<double[]>> times = new LinkedHashMap<>();
    Map<Workload, Double> gone = new LinkedHashMap<>();
    double longest = 60;
    for (Workload workload : Workload.all(result)) {
      List<double[]> perReplication = new ArrayList<>();
      for (RunResult run : result.replications()) {
        double[] ready = secondsToReady(run, workload);
        if (ready.length > 0) {
          perReplication.add(ready);
          longest = Math.max(longest, longestFinite(ready));
        }
      }
      times.put(workload, perReplication);
      gone.put(workload, percentGone(result, workload));
    }
    TimeAxis axis = new TimeAxis(longest * 1.05, 12);
    XYChart chart =
        XyCharts.chart(
            "Time to ready: " + result.scenarioName(),
            XyCharts.replications(result, "line mean, band its 95 % interval"),
            axis,
            "time since the pod was created",
            "share of pods Ready (%)");
    chart.getStyler().setYAxisMax(100.0);
    // Long names in a list; at early times few pods are Ready, so the upper left is empty.
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNW);
    int index = 0;
    for (Map.Entry<Workload, List<double[]>> entry : times.entrySet()) {
      if (index == WORKLOAD_COUNT) {
        break;
      }
      double deleted = gone.getOrDefault(entry.getKey(), 0.0);
      draw(chart, axis, entry.getKey(), entry.getValue(), deleted, index++);
    }
    return chart;
  }

  private static void draw(
      XYChart chart,
      TimeAxis axis,
      Workload workload,
      List<double[]> replications,
      double percentGone,
      int index) {
    double[] x = new double[POINT_COUNT + 1];
    double[] low = new double[POINT_COUNT + 1];
    double[] mid = new double[POINT_COUNT + 1];
    double[] high = new double[POINT_COUNT + 1];
    for (int i = 0; i <= POINT_COUNT; i++) {
      double at = axis.endSeconds() * i / POINT_COUNT;
      x[i] = at / axis.unitSeconds();
      double[] shares = new double[replications.size()];
      for (int r = 0; r < shares.length; r++) {
        shares[r] = 100.0 * countUpTo(replications.get(r), at) / replications.get(r).length;
      }
      mid[i] = mean(shares);
      double half = NORMAL_975 * standardError(shares, mid[i]);
      low[i] = Math.max(0, mid[i] - half);
      high[i] = Math.min(100, mid[i] + half);
    }
    if (replications.size() > 1 && !Arrays.equals(low, high)) {
      XyCharts.band(chart, workload.title() + " band", x, low, high, Palette.WORKLOADS[index]);
    }
    String name = workload.title() + lacking(Math.round(100 - mid[POINT_COUNT]), percentGone);
    XyCharts.line(chart, name, x, mid, Palette.WORKLOADS[index], index % 2 == 1);
  }

  /**
   * Says what became of pods that were never Ready: those that were deleted before, as a roll-out
   * deletes stuck ones, are no trouble any more.
   */
  private static String lacking(long never, double percentGone) {
    long gone = Math.min(never, Math.round(percentGone));
    if (never == 0) {
      return "";
    }
    if (gone == 0) {
      return never == 100 ? ": never" : ": " + never + " % never";
    }
    String deleted = gone + " % deleted before Ready";
    return ": " + (never == gone ? deleted : (never - gone) + " % never, " + deleted);
  }

  /** Returns the percentage of pods that were deleted before they were Ready, over replications. */
  private static double percentGone(ExperimentResult result, Workload workload) {
    double sum = 0;
    int counted = 0;
    for (RunResult run : result.replications()) {
      int all = 0;
      int gone = 0;
      for (PodOutcome pod : run.pods()) {
        if (Workload.of(pod).equals(workload)) {
          all++;
          gone += pod.readyNanos() == null && pod.deletedNanos() != null ? 1 : 0;
        }
      }
      sum += all == 0 ? 0 : 100.0 * gone / all;
      counted += all == 0 ? 0 : 1;
    }
    return counted == 0 ? 0 : sum / counted;
  }

  private static double[] secondsToReady(RunResult run, Workload workload) {
    return run.pods().stream()
        .filter(pod -> Workload.of(pod).equals(workload))
        .mapToDouble(TimeToReadyChart::secondsToReady)
        .sorted()
        .toArray();
  }

  private static double secondsToReady(PodOutcome pod) {
    Long ready = pod.readyNanos();
    return ready == null ? Double.POSITIVE_INFINITY : (ready - pod.createdNanos()) / NANOS;
  }

  private static double longestFinite(double[] sorted) {
    for (int i = sorted.length - 1; i >= 0; i--) {
      if (sorted[i] < Double.POSITIVE_INFINITY) {
        return sorted[i];
      }
    }
    return 0;
  }

  private static int countUpTo(double[] sorted, double limit) {
    int count = 0;
    while (count < sorted.length && sorted[count] <= limit) {
      count++;
    }
    return count;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardError(double[] values, double mean) {
    if (values.length < 2) {
      return 0;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
