package dev.farsight.sim.run;

import dev.farsight.sim.result.Series;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the changes of a quantity over time. Adding costs O(log n) in the number of instants.
 */
final class SeriesBuilder {

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

  /** Returns the series up to an instant, that instant included. */
  Series build(long endNanos) {
    int count = 0;
    long[] times = new long[changes.size()];
    double[] values = new double[changes.size()];
    double value = 0;
    for (Map.Entry<Long, Double> change : changes.headMap(endNanos, true).entrySet()) {
      value += change.getValue();
      if (count > 0 && values[count - 1] == value) {
        continue;
      }
      times[count] = change.getKey();
      values[count++] = value;
    }
    return new Series(name, Arrays.copyOf(times, count), Arrays.copyOf(values, count));
  }
}
