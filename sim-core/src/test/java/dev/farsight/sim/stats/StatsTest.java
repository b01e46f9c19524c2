package dev.farsight.sim.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StatsTest {

  @Test
  void aTallyKnowsMeanSpreadAndExtremes() {
    Tally tally = new Tally();
    for (double value : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
      tally.add(value);
    }
    assertThat(tally.count()).isEqualTo(4);
    assertThat(tally.mean()).isEqualTo(1e9 + 10);
    assertThat(tally.variance()).isCloseTo(30, within(1e-9));
    assertThat(tally.min()).isEqualTo(1e9 + 4);
    assertThat(tally.max()).isEqualTo(1e9 + 16);
    assertThat(new Tally().mean()).isNaN();
    assertThat(new Tally().variance()).isNaN();
    assertThatThrownBy(() -> tally.add(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void studentsIntervalIsThatOfTheTables() {
    // Five observations, t(0.975, 4) = 2.776445; mean 3, s = sqrt(2.5).
    Tally tally = new Tally();
    for (int i = 1; i <= 5; i++) {
      tally.add(i);
    }
    Interval interval = tally.meanInterval(0.95);
    assertThat(interval.estimate()).isEqualTo(3);
    assertThat(interval.halfWidth()).isCloseTo(2.776445 * Math.sqrt(0.5), within(1e-6));
    assertThat(interval.contains(3)).isTrue();
    assertThat(interval.contains(5)).isFalse();
    Tally single = new Tally();
    single.add(1);
    assertThat(single.meanInterval(0.95).contains(1e300)).isTrue();
  }

  @Test
  void aTimeWeightedMeanCountsHowLongValuesHold() {
    TimeWeighted pending = new TimeWeighted(10, 0);
    pending.set(20, 4);
    pending.add(40, -3);
    assertThat(pending.mean(50)).isEqualTo((4 * 20 + 1 * 10) / 40.0);
    assertThat(pending.value()).isEqualTo(1);
    assertThat(pending.min()).isZero();
    assertThat(pending.max()).isEqualTo(4);
    assertThat(new TimeWeighted(5, 7).mean(5)).isEqualTo(7);
    assertThatThrownBy(() -> pending.set(49, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCounterCounts() {
    Counter counter = new Counter();
    counter.increment();
    counter.add(41);
    assertThat(counter.count()).isEqualTo(42);
    assertThatThrownBy(() -> counter.add(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantilesFollowTheirTypes() {
    Quantiles quantiles = Quantiles.of(15, 20, 35, 40, 50);
    assertThat(quantiles.nearestRank(0.05)).isEqualTo(15);
    assertThat(quantiles.nearestRank(0.30)).isEqualTo(20);
    assertThat(quantiles.nearestRank(0.40)).isEqualTo(20);
    assertThat(quantiles.nearestRank(0.50)).isEqualTo(35);
    assertThat(quantiles.nearestRank(1)).isEqualTo(50);
    assertThat(quantiles.nearestRank(0)).isEqualTo(15);
    assertThat(quantiles.interpolated(0.40)).isCloseTo(29, within(1e-9));
    assertThat(quantiles.interpolated(0)).isEqualTo(15);
    assertThat(quantiles.interpolated(1)).isEqualTo(50);
    assertThatThrownBy(Quantiles::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> quantiles.nearestRank(1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theQuantileIntervalHasTheRanksOfTheTables() {
    // Median of ten: ranks 2 and 9 (Conover, Practical Nonparametric Statistics): 97.9 %.
    long[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    Interval median = Quantiles.of(values).interval(0.5, 0.95);
    assertThat(median.low()).isEqualTo(2);
    assertThat(median.high()).isEqualTo(9);
    Interval tail = Quantiles.of(values).interval(0.99, 0.95);
    assertThat(tail.high()).isInfinite();
  }

  @Test
  void theQuantileIntervalCoversTheTrueQuantile() {
    SplittableRandom random = new SplittableRandom(11);
    for (double share : new double[] {0.5, 0.9, 0.95}) {
      for (int size : new int[] {20, 100, 400}) {
        int covered = 0;
        for (int experiment = 0; experiment < 1000; experiment++) {
          long[] sample = random.longs(size, 0, 1L << 52).toArray();
          if (Quantiles.of(sample).interval(share, 0.95).contains(share * (1L << 52))) {
            covered++;
          }
        }
        assertThat(covered).as("p%s of %d", share, size).isGreaterThanOrEqualTo(927);
      }
    }
  }
}
