package dev.farsight.sim.run;

import dev.farsight.sim.result.Series;
import java.util.Arrays;

/**
 * Collects the changes of a quantity over time. Changes that come in the order of time are summed
 * as they come; others are put in order at the end.
 */
final class SeriesBuilder {

  private static final double DECIMALS = 1e9;

  /** From here on a double has not so many decimals. */
  private static final double LARGE = 1e6;

  private final String name;
  private long[] times = new long[8];
  private double[] amounts = new double[8];
  private int count = 1;

  /** Whether each instant is later than the one before it. */
  private boolean inOrder = true;

  SeriesBuilder(String name) {
    this.name = name;
  }

  /** Adds an amount to the quantity over a span of time; what lies before 0 counts from 0. */
  void add(long fromNanos, long toNanos, double amount) {
    long from = Math.max(0, fromNanos);
    if (toNanos > from) {
      change(from, amount);
      change(toNanos, -amount);
    }
  }

  /** Changes the quantity by an amount from an instant on. */
  void change(long atNanos, double amount) {
    long at = Math.max(0, atNanos);
    if (amount == 0) {
      return;
    }
    if (at == times[count - 1] && inOrder) {
      amounts[count - 1] += amount;
      return;
    }
    inOrder &= at > times[count - 1];
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      amounts = Arrays.copyOf(amounts, 2 * count);
    }
    times[count] = at;
    amounts[count++] = amount;
  }

  /** Puts the instants in order; amounts of one instant are summed as they came. */
  private void sort() {
    long[] distinct = distinctTimes();
    double[] sums = new double[distinct.length];
    for (int i = 0; i < count; i++) {
      sums[Arrays.binarySearch(distinct, times[i])] += amounts[i];
    }
    times = distinct;
    amounts = sums;
    count = distinct.length;
    inOrder = true;
  }

  private long[] distinctTimes() {
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (sorted[i] != sorted[kept - 1]) {
        sorted[kept++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, kept);
  }

  /**
   * Returns a sum with the nine decimals that results show: what additions of fractions leave
   * behind must not keep {@code last(load) == 0} from holding.
   */
  private static double rounded(double sum) {
    return StrictMath.abs(sum) < LARGE ? StrictMath.rint(sum * DECIMALS) / DECIMALS : sum;
  }

  /** Returns the series up to an instant, that instant included. */
  Series build(long endNanos) {
    if (!inOrder) {
      sort();
    }
    int kept = 0;
    long[] keptTimes = new long[count];
    double[] values = new double[count];
    double sum = 0;
    for (int i = 0; i < count && times[i] <= endNanos; i++) {
      sum += amounts[i];
      double value = rounded(sum);
      if (kept == 0 || values[kept - 1] != value) {
        keptTimes[kept] = times[i];
        values[kept++] = value;
      }
    }
    return new Series(name, Arrays.copyOf(keptTimes, kept), Arrays.copyOf(values, kept));
  }
}
