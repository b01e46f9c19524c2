package dev.farsight.scenario.experiment;

import dev.farsight.scenario.document.Threshold;
import dev.farsight.scenario.document.Threshold.Aggregate;
import dev.farsight.scenario.document.Threshold.Comparison;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.RunResult;
import dev.farsight.sim.result.ThresholdVerdict;
import dev.farsight.sim.result.ThresholdVerdict.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges thresholds.
 *
 * <p>An aggregate is required of every replication: one that breaks it makes the threshold fail. If
 * all hold, the threshold passes unless the 95 % interval of the mean over replications straddles
 * the limit. A probability is judged by its interval. Where there is no interval (one replication,
 * or equal values), the value decides. Nothing to measure (no pods at all) is undecided, never a
 * pass.
 */
public final class ThresholdEvaluation {

  private ThresholdEvaluation() {}

  /** Returns the verdict of a threshold over replications. */
  public static ThresholdVerdict evaluate(Threshold threshold, List<RunResult> replications) {
    if (replications.isEmpty()) {
      return verdict(threshold, Verdict.UNDECIDED, Double.NaN, null);
    }
    Aggregate aggregate = threshold.condition().aggregate();
    return threshold.probability() || aggregate == null
        ? probability(threshold, replications)
        : ofEvery(threshold, aggregate, replications);
  }

  private static ThresholdVerdict probability(Threshold threshold, List<RunResult> replications) {
    int hits = 0;
    for (RunResult run : replications) {
      hits += MetricValues.holds(run, threshold.condition()) ? 1 : 0;
    }
    double share = (double) hits / replications.size();
    Interval interval = Intervals.ofShare(hits, replications.size());
    boolean holds = threshold.comparison().holds(share, threshold.limit());
    Verdict verdict = holds ? Verdict.PASS : Verdict.FAIL;
    if (interval != null && straddles(threshold, interval, holds)) {
      verdict = Verdict.UNDECIDED;
    }
    return verdict(threshold, verdict, share, interval);
  }

  private static ThresholdVerdict ofEvery(
      Threshold threshold, Aggregate aggregate, List<RunResult> replications) {
    double[] values = new double[replications.size()];
    boolean allHold = true;
    boolean measured = true;
    for (int i = 0; i < values.length; i++) {
      values[i] = MetricValues.aggregated(replications.get(i), threshold.condition(), aggregate);
      measured &= !Double.isNaN(values[i]);
      allHold &= threshold.comparison().holds(values[i], threshold.limit());
    }
    if (!measured) {
      return verdict(threshold, Verdict.UNDECIDED, Double.NaN, null);
    }
    Interval interval = Intervals.ofMean(values);
    Verdict verdict = allHold ? Verdict.PASS : Verdict.FAIL;
    if (allHold && interval != null && straddles(threshold, interval, true)) {
      verdict = Verdict.UNDECIDED;
    }
    return verdict(threshold, verdict, worst(threshold, values), interval);
  }

  /** Returns whether the two ends of an interval do not both agree with a verdict. */
  private static boolean straddles(Threshold threshold, Interval interval, boolean holds) {
    Comparison comparison = threshold.comparison();
    return comparison.holds(interval.low(), threshold.limit()) != holds
        || comparison.holds(interval.high(), threshold.limit()) != holds;
  }

  /** Returns the value that comes nearest to breaking the threshold, or breaks it most. */
  private static double worst(Threshold threshold, double[] values) {
    double worst = values[0];
    for (double value : values) {
      worst =
          switch (threshold.comparison()) {
            case LESS, AT_MOST -> Math.max(worst, value);
            case GREATER, AT_LEAST -> Math.min(worst, value);
            case EQUAL -> threshold.comparison().holds(worst, threshold.limit()) ? value : worst;
            case DIFFERENT ->
                threshold.comparison().holds(worst, threshold.limit()) ? value : worst;
          };
    }
    return worst;
  }

  private static ThresholdVerdict verdict(
      Threshold threshold, Verdict verdict, double value, @Nullable Interval interval) {
    String unit = threshold.probability() ? "1" : threshold.condition().metric().unit();
    return new ThresholdVerdict(threshold.expression(), verdict, value, interval, unit);
  }
}
