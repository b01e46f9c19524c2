package dev.farsight.sim.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Exact quantiles of a sample: it is kept whole and sorted once.
 *
 * <p>Two of the types of Hyndman and Fan (1996) are offered: {@link #nearestRank} (type 1, always
 * an observed value, safe with values that stand for infinity) and {@link #interpolated} (type 7,
 * the default of R and NumPy).
 */
public final class Quantiles {

  private final long[] sorted;

  private Quantiles(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Returns the quantiles of a sample.
   *
   * @param values the sample, at least one value; not changed
   */
  public static Quantiles of(long... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("an empty sample has no quantiles");
    }
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /** Returns the size of the sample. */
  public int count() {
    return sorted.length;
  }

  /**
   * Returns the least observed value that at least a share of the sample does not exceed.
   *
   * @param probability the share, 0 to 1
   */
  public long nearestRank(double probability) {
    require(probability);
    int rank = (int) StrictMath.ceil(probability * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /**
   * Returns the value at position (n - 1) p of the sorted sample, interpolated.
   *
   * @param probability the share, 0 to 1
   */
  public double interpolated(double probability) {
    require(probability);
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    double share = position - below;
    return sorted[below] + share * ((double) sorted[above] - sorted[below]);
  }

  /**
   * Returns the interval between two observed values that holds the true quantile with at least a
   * confidence, whatever the distribution: ranks by the binomial distribution, as narrow as equal
   * tails allow. Where the sample is too small for an end, that end is infinite.
   *
   * @param probability share of the quantile, between 0 and 1
   * @param confidence such as 0.95
   */
  public Interval interval(double probability, double confidence) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability = " + probability + " is not within (0, 1)");
    }
    int n = sorted.length;
    BinomialDistribution below = new BinomialDistribution(null, n, probability);
    double tail = 0.5 * (1 - confidence);
    // x(r) > quantile with probability P(B < r): the largest r for which that is at most the tail.
    int low = below.inverseCumulativeProbability(tail);
    while (low > 0 && below.cumulativeProbability(low - 1) > tail) {
      low--;
    }
    // x(s) < quantile with probability P(B >= s): the least s for which that is at most the tail.
    int high = below.inverseCumulativeProbability(1 - tail) + 1;
    while (high <= n && 1 - below.cumulativeProbability(high - 1) > tail) {
      high++;
    }
    return new Interval(
        nearestRank(probability),
        low < 1 ? Double.NEGATIVE_INFINITY : sorted[low - 1],
        high > n ? Double.POSITIVE_INFINITY : sorted[high - 1],
        confidence);
  }

  private static void require(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability = " + probability + " is not within [0, 1]");
    }
  }
}
