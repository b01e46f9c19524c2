package dev.farsight.sim.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void timesThatDoNotGrowAreRefused() {
    assertThatThrownBy(() -> new Series("x", new long[] {0, 0}, new double[] {1, 2}))
        .hasMessageContaining("times do not grow at point 1");
    assertThatThrownBy(() -> new Series("x", new long[0], new double[0]))
        .hasMessageContaining("0 times");
  }
}
