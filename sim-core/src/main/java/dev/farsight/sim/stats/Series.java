package dev.farsight.sim.stats;

import java.util.Arrays;

/**
 * A step function of time: a value that holds from each change to the next. Of several values at
 * one instant the last counts, and a value equal to the one before is no change.
 */
public final class Series {

  private long[] times = new long[16];
  private long[] values = new long[16];
  private int count;

  /**
   * Makes a series.
   *
   * @param startNanos instant at which it begins, in nanoseconds since the start of the run
   * @param value value from then on
   */
  public Series(long startNanos, long value) {
    times[0] = startNanos;
    values[0] = value;
    count = 1;
  }

  /**
   * Sets the value from an instant on.
   *
   * @param timeNanos instant in nanoseconds since the start of the run, not before the last change
   */
  public void set(long timeNanos, long value) {
    int last = count - 1;
    if (timeNanos < times[last]) {
      throw new IllegalArgumentException("time goes back from " + times[last] + " to " + timeNanos);
    }
    if (timeNanos == times[last]) {
      values[last] = value;
      if (last > 0 && values[last - 1] == value) {
        count--;
      }
    } else if (values[last] != value) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        values = Arrays.copyOf(values, 2 * count);
      }
      times[count] = timeNanos;
      values[count] = value;
      count++;
    }
  }

  /** Adds to the value from an instant on; see {@link #set}. */
  public void add(long timeNanos, long difference) {
    set(timeNanos, values[count - 1] + difference);
  }

  /** Returns how many steps there are, the beginning included. */
  public int stepCount() {
    return count;
  }

  /** Returns the instant of a step in nanoseconds since the start of the run; steps from 0. */
  public long stepNanos(int step) {
    return times[checked(step)];
  }

  /** Returns the value from a step on; steps from 0. */
  public long stepValue(int step) {
    return values[checked(step)];
  }

  private int checked(int step) {
    if (step < 0 || step >= count) {
      throw new IndexOutOfBoundsException("step " + step + " of " + count);
    }
    return step;
  }

  /** Returns the last value. */
  public long lastValue() {
    return values[count - 1];
  }

  /** Returns the value at an instant; before the beginning, that of the beginning. */
  public long valueAt(long timeNanos) {
    int found = Arrays.binarySearch(times, 0, count, timeNanos);
    return values[Math.max(0, found >= 0 ? found : -found - 2)];
  }

  /**
   * Returns the values at regular instants, from the beginning.
   *
   * @param stepNanos distance of the instants in nanoseconds, at least 1
   * @param sampleCount how many
   */
  public long[] sample(long stepNanos, int sampleCount) {
    if (stepNanos < 1) {
      throw new IllegalArgumentException("stepNanos = " + stepNanos + " must be positive");
    }
    long[] samples = new long[sampleCount];
    int step = 0;
    for (int i = 0; i < sampleCount; i++) {
      long instant = times[0] + i * stepNanos;
      while (step + 1 < count && times[step + 1] <= instant) {
        step++;
      }
      samples[i] = values[step];
    }
    return samples;
  }

  /**
   * Returns the average over time from the beginning, or the first value if no time has passed.
   *
   * @param endNanos instant up to which it is averaged, not before the last change
   */
  public double mean(long endNanos) {
    if (endNanos < times[count - 1]) {
      throw new IllegalArgumentException("the end " + endNanos + " is before the last change");
    }
    if (endNanos == times[0]) {
      return values[0];
    }
    double area = 0;
    for (int i = 0; i < count; i++) {
      long until = i + 1 < count ? times[i + 1] : endNanos;
      area += (double) values[i] * (until - times[i]);
    }
    return area / (endNanos - times[0]);
  }
}
