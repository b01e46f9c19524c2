package dev.farsight.scenario.experiment;

import dev.farsight.sim.result.Interval;
import dev.farsight.sim.stats.Tally;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.jspecify.annotations.Nullable;

/** 95 % confidence intervals over replications. */
public final class Intervals {

  private static final double CONFIDENCE = 0.95;

  private Intervals() {}

  /**
   * Returns Student's interval of the mean, or null where there is nothing to estimate: fewer than
   * two values, equal values, or a value that is not finite.
   */
  public static @Nullable Interval ofMean(double[] values) {
    if (values.length < 2) {
      return null;
    }
    Tally tally = new Tally();
    for (double value : values) {
      if (Double.isInfinite(value) || Double.isNaN(value)) {
        return null;
      }
      tally.add(value);
    }
    if (tally.min() == tally.max()) {
      return null;
    }
    var interval = tally.meanInterval(CONFIDENCE);
    return new Interval(interval.low(), interval.high());
  }

  /**
   * Returns the exact interval of Clopper and Pearson of a probability, or null where every trial
   * had the same outcome or there was only one.
   */
  static @Nullable Interval ofShare(int hits, int trials) {
    if (trials < 2 || hits == 0 || hits == trials) {
      return null;
    }
    double tail = (1 - CONFIDENCE) / 2;
    double low =
        new BetaDistribution(null, hits, trials - hits + 1).inverseCumulativeProbability(tail);
    double high =
        new BetaDistribution(null, hits + 1, trials - hits).inverseCumulativeProbability(1 - tail);
    return new Interval(low, high);
  }
}
