package dev.farsight.sim.random;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of durations in nanoseconds, sampled by inversion: one draw, one uniform, so that
 * equal draws give comparable samples of different distributions.
 */
public sealed interface Distribution {

  /**
   * Returns the duration below which a share of all samples lies, in nanoseconds, at least 0.
   *
   * <p>Exponential and lognormal samples are found by quick functions that may be off in the last
   * bits. Where both ends of what they may be off round to one nanosecond, that is the sample; else
   * commons-math3 decides, which gives the same in all cases.
   *
   * @param probability the share, strictly between 0 and 1
   */
  long quantileNanos(double probability);

  /** Returns the mean in nanoseconds, without the rounding of samples to whole nanoseconds. */
  double expectedNanos();

  /** Returns whether every sample is the same. */
  default boolean isConstant() {
    return false;
  }

  /** Returns this distribution with samples below and above two bounds moved to the bounds. */
  default Distribution clipped(long minNanos, long maxNanos) {
    return new Clipped(this, minNanos, maxNanos);
  }

  /** Returns the distribution whose only value is a duration in nanoseconds. */
  static Distribution constant(long nanos) {
    return new Constant(nanos);
  }

  /** Returns the lognormal distribution of a median, clipped; all durations in nanoseconds. */
  static Distribution lognormal(long medianNanos, double sigma, long minNanos, long maxNanos) {
    return new Lognormal(medianNanos, sigma).clipped(minNanos, maxNanos);
  }

  /**
   * Always the same duration.
   *
   * @param nanos the duration in nanoseconds, at least 0
   */
  record Constant(long nanos) implements Distribution {

    /** Refuses negative durations. */
    public Constant {
      require(nanos >= 0, "constant", nanos + " ns must not be negative");
    }

    @Override
    public long quantileNanos(double probability) {
      return nanos;
    }

    @Override
    public double expectedNanos() {
      return nanos;
    }

    @Override
    public boolean isConstant() {
      return true;
    }
  }

  /**
   * Every duration between two bounds alike.
   *
   * @param minNanos lower bound in nanoseconds, at least 0
   * @param maxNanos upper bound in nanoseconds, at least the lower
   */
  record Uniform(long minNanos, long maxNanos) implements Distribution {

    /** Refuses bounds that are negative or the wrong way round. */
    public Uniform {
      require(minNanos >= 0 && maxNanos >= minNanos, "uniform", "needs 0 <= min <= max");
    }

    @Override
    public long quantileNanos(double probability) {
      return minNanos + round(probability * (maxNanos - minNanos));
    }

    @Override
    public double expectedNanos() {
      return minNanos + 0.5 * (maxNanos - minNanos);
    }
  }

  /**
   * Memoryless durations.
   *
   * @param meanNanos mean in nanoseconds, positive
   */
  record Exponential(long meanNanos) implements Distribution {

    /** Refuses means that are not positive. */
    public Exponential {
      require(meanNanos > 0, "exponential", "needs a positive mean");
    }

    @Override
    public long quantileNanos(double probability) {
      double nanos = -QuickLogarithm.of(1 - probability) * meanNanos;
      double error = nanos * QuickLogarithm.ERROR;
      long least = round(nanos - error);
      return least == round(nanos + error) ? least : plainNanos(probability);
    }

    /** The same by commons-math3 alone. */
    long plainNanos(double probability) {
      // 1 - p is exact for every p that a stream draws.
      return round(-FastMath.log(1 - probability) * meanNanos);
    }

    @Override
    public double expectedNanos() {
      return meanNanos;
    }
  }

  /**
   * Durations whose logarithm is normal.
   *
   * @param medianNanos median in nanoseconds, positive
   * @param sigma standard deviation of the natural logarithm, at least 0
   */
  record Lognormal(long medianNanos, double sigma) implements Distribution {

    /** Refuses medians that are not positive and negative deviations. */
    public Lognormal {
      require(medianNanos > 0 && sigma >= 0, "lognormal", "needs median > 0 and sigma >= 0");
    }

    @Override
    public long quantileNanos(double probability) {
      double exponent = sigma * NormalQuantile.quick(probability);
      double nanos = medianNanos * QuickExponential.of(exponent);
      double shareOff =
          QuickExponential.ERROR + NormalQuantile.QUICK_ERROR * StrictMath.abs(exponent);
      double error = nanos * shareOff;
      long least = round(nanos - error);
      return least == round(nanos + error) ? least : plainNanos(probability);
    }

    /** The same by commons-math3 alone. */
    long plainNanos(double probability) {
      return round(medianNanos * FastMath.exp(sigma * NormalQuantile.of(probability)));
    }

    @Override
    public double expectedNanos() {
      return medianNanos * FastMath.exp(0.5 * sigma * sigma);
    }
  }

  /**
   * Gamma-distributed durations.
   *
   * @param shape shape, positive
   * @param scaleNanos scale in nanoseconds, positive; the mean is shape times scale
   */
  record Gamma(double shape, long scaleNanos) implements Distribution {

    /** Refuses parameters that are not positive. */
    public Gamma {
      require(shape > 0 && scaleNanos > 0, "gamma", "needs shape > 0 and scale > 0");
    }

    @Override
    public long quantileNanos(double probability) {
      return round(GammaQuantile.of(shape, probability) * scaleNanos);
    }

    @Override
    public double expectedNanos() {
      return shape * scaleNanos;
    }
  }

  /**
   * Durations between two bounds with a most frequent one.
   *
   * @param minNanos lower bound in nanoseconds, at least 0
   * @param modeNanos most frequent duration in nanoseconds
   * @param maxNanos upper bound in nanoseconds
   */
  record Triangular(long minNanos, long modeNanos, long maxNanos) implements Distribution {

    /** Refuses bounds in the wrong order. */
    public Triangular {
      require(
          minNanos >= 0 && modeNanos >= minNanos && maxNanos >= modeNanos,
          "triangular",
          "needs 0 <= min <= mode <= max");
    }

    @Override
    public long quantileNanos(double probability) {
      double width = (double) maxNanos - minNanos;
      if (width == 0) {
        return minNanos;
      }
      double left = (double) modeNanos - minNanos;
      if (probability * width <= left) {
        return minNanos + round(StrictMath.sqrt(probability * width * left));
      }
      double right = (double) maxNanos - modeNanos;
      return maxNanos - round(StrictMath.sqrt((1 - probability) * width * right));
    }

    @Override
    public double expectedNanos() {
      return minNanos / 3.0 + modeNanos / 3.0 + maxNanos / 3.0;
    }
  }

  /** Durations that were observed, each as likely as the others. */
  final class Empirical implements Distribution {

    private final long[] sortedNanos;

    /**
     * Makes the distribution of a sample.
     *
     * @param observedNanos observed durations in nanoseconds, at least one, none negative
     */
    public Empirical(long... observedNanos) {
      require(observedNanos.length > 0, "empirical", "needs at least one value");
      sortedNanos = observedNanos.clone();
      Arrays.sort(sortedNanos);
      require(sortedNanos[0] >= 0, "empirical", "values must not be negative");
    }

    @Override
    public long quantileNanos(double probability) {
      int index = (int) (probability * sortedNanos.length);
      return sortedNanos[Math.min(index, sortedNanos.length - 1)];
    }

    @Override
    public double expectedNanos() {
      double sum = 0;
      for (long nanos : sortedNanos) {
        sum += nanos;
      }
      return sum / sortedNanos.length;
    }

    /** Returns the observed durations in nanoseconds, ascending; a copy. */
    public long[] sortedNanos() {
      return sortedNanos.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Empirical that && Arrays.equals(sortedNanos, that.sortedNanos);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sortedNanos);
    }
  }

  /**
   * A distribution whose samples beyond two bounds are moved to the bounds.
   *
   * @param inner distribution
   * @param minNanos least sample in nanoseconds
   * @param maxNanos greatest sample in nanoseconds
   */
  record Clipped(Distribution inner, long minNanos, long maxNanos) implements Distribution {

    private static final int INTEGRATION_POINTS = 4096;

    /** Refuses bounds in the wrong order. */
    public Clipped {
      require(minNanos >= 0 && maxNanos >= minNanos, "clip", "needs 0 <= min <= max");
    }

    @Override
    public long quantileNanos(double probability) {
      return Math.max(minNanos, Math.min(maxNanos, inner.quantileNanos(probability)));
    }

    /** {@inheritDoc} Found by integrating the quantiles, with a relative error below 1e-3. */
    @Override
    public double expectedNanos() {
      double sum = 0;
      for (int i = 0; i < INTEGRATION_POINTS; i++) {
        sum += quantileNanos((i + 0.5) / INTEGRATION_POINTS);
      }
      return sum / INTEGRATION_POINTS;
    }

    @Override
    public boolean isConstant() {
      return inner.isConstant() || minNanos == maxNanos;
    }
  }

  /** Rounds a duration, which is not negative: cutting off is what floor would do. */
  private static long round(double nanos) {
    return (long) (nanos + 0.5);
  }

  private static void require(boolean holds, String distribution, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(distribution + " " + rule);
    }
  }
}
