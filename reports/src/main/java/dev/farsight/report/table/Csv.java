package dev.farsight.report.table;

import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.LatencySummary;
import dev.farsight.sim.result.PodOutcome;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.Series;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Results as CSV (RFC 4180, lines ended by a line feed). Times are seconds since the start. */
public final class Csv {

  private static final String POD_HEADER =
      "replication,seed,namespace,name,owner,created_at,admission,profile,reason,scheduler,attempts,node,size,scheduled_at,ready_at,deleted_at,state,stuck,stuck_since,cause,message\n";

  private static final String METRIC_HEADER =
      "replication,seed,metric,n,min,p50,p90,p95,p99,max,mean,last\n";

  private Csv() {}

  /** Returns {@code pods.csv}: one line for each pod of each replication. */
  public static String pods(ExperimentResult result) {
    StringBuilder csv = new StringBuilder(POD_HEADER);
    for (int i = 0; i < result.replications().size(); i++) {
      RunResult run = result.replications().get(i);
      for (PodOutcome pod : run.pods()) {
        appendPod(csv, i, run.seed(), pod);
      }
    }
    return csv.toString();
  }

  private static void appendPod(StringBuilder csv, int replication, long seed, PodOutcome pod) {
    csv.append(replication).append(',').append(seed).append(',');
    csv.append(cell(pod.namespace())).append(',');
    csv.append(cell(pod.name())).append(',');
    csv.append(cell(pod.owner())).append(',');
    csv.append(seconds(pod.createdNanos())).append(',');
    csv.append(cell(pod.admission().decision().word())).append(',');
    csv.append(cell(pod.admission().profile())).append(',');
    csv.append(cell(pod.admission().reason().code())).append(',');
    csv.append(cell(pod.schedulerName())).append(',');
    csv.append(pod.attempts()).append(',');
    csv.append(cell(pod.node())).append(',');
    csv.append(cell(pod.size())).append(',');
    csv.append(seconds(pod.scheduledNanos())).append(',');
    csv.append(seconds(pod.readyNanos())).append(',');
    csv.append(seconds(pod.deletedNanos())).append(',');
    csv.append(pod.state().word()).append(',');
    csv.append(pod.stuck()).append(',');
    csv.append(seconds(pod.stuckSinceNanos())).append(',');
    csv.append(cell(pod.causeCode())).append(',');
    csv.append(cell(pod.message())).append('\n');
  }

  /** Returns {@code series.csv}: one line for each point of each series of each replication. */
  public static String series(ExperimentResult result) {
    StringBuilder csv = new StringBuilder("replication,seed,series,t,value\n");
    for (int i = 0; i < result.replications().size(); i++) {
      RunResult run = result.replications().get(i);
      for (Series series : run.series()) {
        for (int point = 0; point < series.size(); point++) {
          csv.append(i).append(',').append(run.seed()).append(',');
          csv.append(cell(series.name())).append(',');
          csv.append(seconds(series.timeNanos(point))).append(',');
          csv.append(DecimalText.of(series.value(point))).append('\n');
        }
      }
    }
    return csv.toString();
  }

  /**
   * Returns {@code metrics.csv}: one line for each metric of each replication that has values.
   *
   * @param result result
   * @param summaries what sums up the metrics of one replication
   */
  public static String metrics(
      ExperimentResult result, Function<RunResult, Map<String, LatencySummary>> summaries) {
    StringBuilder csv = new StringBuilder(METRIC_HEADER);
    for (int i = 0; i < result.replications().size(); i++) {
      RunResult run = result.replications().get(i);
      for (Map.Entry<String, LatencySummary> entry : summaries.apply(run).entrySet()) {
        if (entry.getValue().n() > 0) {
          csv.append(i).append(',').append(run.seed()).append(',').append(cell(entry.getKey()));
          appendSummary(csv, entry.getValue());
        }
      }
    }
    return csv.toString();
  }

  private static void appendSummary(StringBuilder csv, LatencySummary values) {
    csv.append(',').append(values.n());
    double[] figures = {
      values.min(),
      values.p50(),
      values.p90(),
      values.p95(),
      values.p99(),
      values.max(),
      values.mean(),
      values.last()
    };
    for (double figure : figures) {
      csv.append(',').append(number(figure));
    }
    csv.append('\n');
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.isInfinite(value) ? "inf" : DecimalText.of(value);
  }

  private static String seconds(@Nullable Long nanos) {
    return nanos == null ? "" : DecimalText.seconds(nanos);
  }

  /**
   * Returns a text as a cell. A text that a spreadsheet would run as a formula gets an apostrophe
   * in front; quotes, commas and line ends are quoted.
   *
   * @param text text; null gives an empty cell
   */
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String safe = "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = false;
    for (int i = 0; i < safe.length() && !quoted; i++) {
      quoted = ",\"\n\r".indexOf(safe.charAt(i)) >= 0;
    }
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
