package dev.farsight.sim.run;

import dev.farsight.sim.result.Series;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the changes of a quantity over time. Adding costs O(log n) in the number of instants.
 */
final class SeriesBuilder {

  private static final double DECIMALS = 1e9;

  /** From here on a double has not so many decimals. */
  private static final double LARGE = 1e6;

  private final String name;
  private final TreeMap<Long, Double> changes = new TreeMap<>();

  SeriesBuilder(String name) {
    this.name = name;
    changes.put(0L, 0.0);
  }

  /** Adds an amount to the quantity over a span of time; what lies before 0 counts from 0. */
  void add(long fromNanos, long toNanos, double amount) {
    long from = Math.max(0, fromNanos);
    if (toNanos > from && amount != 0) {
      changes.merge(from, amount, Double::sum);
      changes.merge(toNanos, -amount, Double::sum);
    }
  }

  /** Changes the quantity by an amount from an instant on. */
  void change(long atNanos, double amount) {
    changes.merge(Math.max(0, atNanos), amount, Double::sum);
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
    int count = 0;
    long[] times = new long[changes.size()];
    double[] values = new double[changes.size()];
    double sum = 0;
    for (Map.Entry<Long, Double> change : changes.headMap(endNanos, true).entrySet()) {
      sum += change.getValue();
      double value = rounded(sum);
      if (count > 0 && values[count - 1] == value) {
        continue;
      }
      times[count] = change.getKey();
      values[count++] = value;
    }
    return new Series(name, Arrays.copyOf(times, count), Arrays.copyOf(values, count));
  }
}
