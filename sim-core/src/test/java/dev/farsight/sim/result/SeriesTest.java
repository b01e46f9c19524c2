package dev.farsight.sim.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {

  /** 0 to 10: 0, to 30: 5, from there on 1. */
  private static final Series PENDING =
      new Series(Series.PENDING_PODS, new long[] {0, 10, 30}, new double[] {0, 5, 1});

  @Test
  void aValueHoldsFromPointToPoint() {
    assertThat(PENDING.at(-1)).isZero();
    assertThat(PENDING.at(9)).isZero();
    assertThat(PENDING.at(10)).isEqualTo(5);
    assertThat(PENDING.at(29)).isEqualTo(5);
    assertThat(PENDING.at(1000)).isEqualTo(1);
    assertThat(PENDING.last()).isEqualTo(1);
    assertThat(PENDING.min()).isZero();
    assertThat(PENDING.max()).isEqualTo(5);
  }

  @Test
  void theMeanWeighsByTime() {
    assertThat(PENDING.mean(40)).isEqualTo((0 * 10 + 5 * 20 + 1 * 10) / 40.0);
    assertThat(PENDING.mean(20)).isEqualTo(2.5);
    assertThat(PENDING.mean(0)).isZero();
  }

  @Test
  void aQuantileIsTheLeastValueNotExceededForItsShareOfTheTime() {
    assertThat(PENDING.quantile(0.25, 40)).isZero();
    assertThat(PENDING.quantile(0.26, 40)).isEqualTo(1);
    assertThat(PENDING.quantile(0.5, 40)).isEqualTo(1);
    assertThat(PENDING.quantile(0.51, 40)).isEqualTo(5);
    assertThat(PENDING.quantile(1, 40)).isEqualTo(5);
  }

  @Test
  void aQuantileOfAShorterSpanLooksAtNothingLater() {
    assertThat(PENDING.quantile(1, 10)).isZero();
    assertThat(PENDING.quantile(0.5, 20)).isZero();
    assertThat(PENDING.quantile(0.51, 20)).isEqualTo(5);
  }

  @Test
  void pointsArePutInOrderAlikeWhereTheyAreFewAndWhereTheyAreMany() {
    Random random = new Random(8);
    double[] shares = {0, 0.1, 0.5, 0.9, 0.95, 0.99, 1};
    for (int points = 1; points < 70; points++) {
      long[] times = new long[points];
      double[] values = new double[points];
      for (int i = 0; i < points; i++) {
        times[i] = i == 0 ? 0 : times[i - 1] + 1 + random.nextInt(4);
        values[i] = random.nextInt(5);
      }
      long end = random.nextInt(200);
      Series series = new Series("x", times, values);
      double[] wanted = new double[shares.length];
      for (int i = 0; i < shares.length; i++) {
        wanted[i] = plainQuantile(times, values, shares[i], end);
      }
      assertThat(series.quantiles(shares, end)).isEqualTo(wanted);
      assertThat(series.quantile(shares[2], end)).isEqualTo(wanted[2]);
    }
  }

  /** Asks every value in turn whether the series is at most so much for long enough. */
  private static double plainQuantile(long[] times, double[] values, double share, long end) {
    double span = Math.max(0, end - times[0]);
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    for (double candidate : ascending) {
      long passed = 0;
      for (int i = 0; i < times.length; i++) {
        long next = i + 1 < times.length ? Math.min(times[i + 1], end) : end;
        passed += values[i] <= candidate ? Math.max(0, next - times[i]) : 0;
      }
      if (passed >= share * span && passed > 0) {
        return candidate;
      }
    }
    return values[values.length - 1];
  }

  @Test
  void timesThatDoNotGrowAreRefused() {
    assertThatThrownBy(() -> new Series("x", new long[] {0, 0}, new double[] {1, 2}))
        .hasMessageContaining("times do not grow at point 1");
    assertThatThrownBy(() -> new Series("x", new long[0], new double[0]))
        .hasMessageContaining("0 times");
  }
}
