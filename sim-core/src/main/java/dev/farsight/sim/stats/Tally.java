package dev.farsight.sim.stats;

/** Observations that each count alike: number, mean, spread and extremes (Welford's recurrence). */
public final class Tally {

  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Makes a tally without observations. */
  public Tally() {}

  /** Adds an observation; not NaN. */
  public void add(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("an observation is not a number");
    }
    count++;
    double difference = value - mean;
    mean += difference / count;
    squares += difference * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** Returns how many observations there are. */
  public long count() {
    return count;
  }

  /** Returns the mean, or NaN without observations. */
  public double mean() {
    return count == 0 ? Double.NaN : mean;
  }

  /** Returns the sample variance (divisor n - 1), or NaN below two observations. */
  public double variance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }

  /** Returns the sample standard deviation, or NaN below two observations. */
  public double standardDeviation() {
    return StrictMath.sqrt(variance());
  }

  /** Returns the least observation, or NaN without observations. */
  public double min() {
    return count == 0 ? Double.NaN : min;
  }

  /** Returns the greatest observation, or NaN without observations. */
  public double max() {
    return count == 0 ? Double.NaN : max;
  }

  /**
   * Returns the interval that holds the true mean with a confidence, by Student's t; the
   * observations must be independent, such as one per replication.
   *
   * @param confidence such as 0.95, between 0 and 1
   */
  public Interval meanInterval(double confidence) {
    return Interval.ofMean(count, mean(), standardDeviation(), confidence);
  }
}
