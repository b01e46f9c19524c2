package dev.farsight.sim.stats;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * An estimate with the range that holds the true value with a confidence.
 *
 * @param estimate the estimate
 * @param low lower end; minus infinity if nothing is known
 * @param high upper end; plus infinity if nothing is known
 * @param confidence confidence of the range, between 0 and 1
 */
public record Interval(double estimate, double low, double high, double confidence) {

  /** Refuses a confidence that is none. */
  public Interval {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence = " + confidence + " is not within (0, 1)");
    }
  }

  /**
   * Returns the interval of a mean by Student's t. Below two observations it is unbounded.
   *
   * @param count how many independent observations
   * @param mean their mean
   * @param standardDeviation their sample standard deviation
   * @param confidence such as 0.95
   */
  public static Interval ofMean(
      long count, double mean, double standardDeviation, double confidence) {
    if (count < 2) {
      return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence);
    }
    double t =
        new TDistribution(null, (double) (count - 1))
            .inverseCumulativeProbability(0.5 + 0.5 * confidence);
    double half = t * standardDeviation / StrictMath.sqrt((double) count);
    return new Interval(mean, mean - half, mean + half, confidence);
  }

  /** Returns whether a value lies within, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Returns half the width. */
  public double halfWidth() {
    return 0.5 * (high - low);
  }
}
