package dev.farsight.sim.stats;

/** A quantity that keeps its value between changes: its average over time. */
public final class TimeWeighted {

  private final long startNanos;
  private long lastNanos;
  private double value;
  private double area;
  private double min;
  private double max;

  /**
   * Makes a quantity.
   *
   * @param startNanos instant from which it is averaged, in nanoseconds since the start of the run
   * @param value its value from then on
   */
  public TimeWeighted(long startNanos, double value) {
    this.startNanos = startNanos;
    this.lastNanos = startNanos;
    this.value = value;
    this.min = value;
    this.max = value;
  }

  /**
   * Sets the value.
   *
   * @param nowNanos present instant in nanoseconds since the start of the run, never going back
   */
  public void set(long nowNanos, double newValue) {
    advance(nowNanos);
    value = newValue;
    min = Math.min(min, newValue);
    max = Math.max(max, newValue);
  }

  /**
   * Adds to the value.
   *
   * @param nowNanos present instant in nanoseconds since the start of the run, never going back
   */
  public void add(long nowNanos, double difference) {
    set(nowNanos, value + difference);
  }

  private void advance(long nowNanos) {
    if (nowNanos < lastNanos) {
      throw new IllegalArgumentException("time goes back from " + lastNanos + " to " + nowNanos);
    }
    area += value * (nowNanos - lastNanos);
    lastNanos = nowNanos;
  }

  /** Returns the present value. */
  public double value() {
    return value;
  }

  /** Returns the least value so far. */
  public double min() {
    return min;
  }

  /** Returns the greatest value so far. */
  public double max() {
    return max;
  }

  /**
   * Returns the average over time, or the value itself if no time has passed.
   *
   * @param nowNanos instant up to which it is averaged, not before the last change
   */
  public double mean(long nowNanos) {
    advance(nowNanos);
    return nowNanos == startNanos ? value : area / (nowNanos - startNanos);
  }
}
