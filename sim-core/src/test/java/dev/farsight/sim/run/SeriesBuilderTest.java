package dev.farsight.sim.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.farsight.sim.result.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Series against the sums that a sorted map keeps for each instant. */
final class SeriesBuilderTest {

  private static final double LARGE = 1e6;

  private final TreeMap<Long, Double> changes = new TreeMap<>(Map.of(0L, 0.0));
  private SeriesBuilder builder = new SeriesBuilder("s");

  private void change(long at, double amount) {
    builder.change(at, amount);
    changes.merge(Math.max(0, at), amount, Double::sum);
  }

  private void add(long from, long to, double amount) {
    builder.add(from, to, amount);
    if (to > Math.max(0, from) && amount != 0) {
      changes.merge(Math.max(0, from), amount, Double::sum);
      changes.merge(to, -amount, Double::sum);
    }
  }

  private void check(long end) {
    List<Long> times = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    double sum = 0;
    for (Map.Entry<Long, Double> change : changes.headMap(end, true).entrySet()) {
      sum += change.getValue();
      double value = StrictMath.abs(sum) < LARGE ? StrictMath.rint(sum * 1e9) / 1e9 : sum;
      if (values.isEmpty() || values.get(values.size() - 1) != value) {
        times.add(change.getKey());
        values.add(value);
      }
    }
    Series wanted =
        new Series(
            "s",
            times.stream().mapToLong(Long::longValue).toArray(),
            values.stream().mapToDouble(Double::doubleValue).toArray());
    assertThat(builder.build(end)).isEqualTo(wanted);
    assertThat(builder.build(end)).isEqualTo(wanted);
  }

  @Test
  void anyOrderOfChangesGivesTheSumsOfTheSortedMap() {
    Random random = new Random(5);
    for (int round = 0; round < 400; round++) {
      changes.clear();
      changes.put(0L, 0.0);
      builder = new SeriesBuilder("s");
      int instants = 1 + random.nextInt(60);
      boolean forward = round % 2 == 0;
      long now = 0;
      for (int i = random.nextInt(120); i > 0; i--) {
        now = forward ? now + random.nextInt(3) : random.nextInt(instants) - 2;
        double amount = random.nextInt(3) == 0 ? random.nextInt(4) - 1 : random.nextDouble() * 2e6;
        if (random.nextBoolean()) {
          change(now, amount);
        } else {
          add(now, now + random.nextInt(5) - 1, amount);
        }
      }
      check(random.nextInt(instants));
      check(Long.MAX_VALUE);
    }
  }
}
