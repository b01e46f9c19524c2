package dev.farsight.sim.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.FastMath;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Quick functions beside those of commons-math3, which decide. */
final class QuickSamplesTest {

  private static final int ARGUMENT_COUNT = 400_000;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(11);

  /** Returns the greatest difference of two functions, as a share of the second one's result. */
  private static double off(DoubleUnaryOperator quick, DoubleUnaryOperator plain, double argument) {
    double expected = plain.applyAsDouble(argument);
    double actual = quick.applyAsDouble(argument);
    return expected == actual ? 0 : StrictMath.abs((actual - expected) / expected);
  }

  /** Returns a number from 0 to 1, near either end as often as in between. */
  private double share() {
    double near = StrictMath.scalb(1 + random.nextDouble(), -1 - random.nextInt(52));
    return switch (random.nextInt(3)) {
      case 0 -> near;
      case 1 -> 1 - near;
      default -> random.nextDouble(0x1.0p-53, 1);
    };
  }

  @Test
  void theQuickLogarithmIsFarNearerThanItsBound() {
    double worst = 0;
    for (int i = 0; i < ARGUMENT_COUNT; i++) {
      double scaled = StrictMath.scalb(1 + random.nextDouble(), random.nextInt(-1022, 1024));
      worst = Math.max(worst, off(QuickLogarithm::of, FastMath::log, share()));
      worst = Math.max(worst, off(QuickLogarithm::of, FastMath::log, scaled));
    }
    assertThat(worst).isPositive().isLessThan(QuickLogarithm.ERROR / 8);
    assertThat(QuickLogarithm.of(1)).isZero();
    for (double x : new double[] {0, -1, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThat(Double.compare(QuickLogarithm.of(x), FastMath.log(x))).isZero();
    }
  }

  @Test
  void theQuickExponentialIsFarNearerThanItsBound() {
    double worst = 0;
    for (int i = 0; i < ARGUMENT_COUNT; i++) {
      worst = Math.max(worst, off(QuickExponential::of, FastMath::exp, random.nextDouble(-6, 6)));
      worst =
          Math.max(worst, off(QuickExponential::of, FastMath::exp, random.nextDouble(-740, 709)));
    }
    assertThat(worst).isPositive().isLessThan(QuickExponential.ERROR / 8);
    assertThat(QuickExponential.of(0)).isOne();
    for (double x : new double[] {710, -750, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertThat(Double.compare(QuickExponential.of(x), FastMath.exp(x))).isZero();
    }
  }

  @Test
  void theQuickNormalQuantileIsNearerThanItsBound() {
    double worst = 0;
    for (int i = 0; i < ARGUMENT_COUNT; i++) {
      worst = Math.max(worst, off(NormalQuantile::quick, NormalQuantile::of, share()));
    }
    assertThat(worst).isPositive().isLessThan(NormalQuantile.QUICK_ERROR / 4);
  }

  @Test
  void exponentialSamplesAreThoseOfCommonsMath() {
    for (long mean : new long[] {1, 1000, SECOND_NANOS, 3600 * SECOND_NANOS, Long.MAX_VALUE / 64}) {
      Distribution.Exponential distribution = new Distribution.Exponential(mean);
      for (int i = 0; i < ARGUMENT_COUNT; i++) {
        double share = share();
        if (distribution.quantileNanos(share) != distribution.plainNanos(share)) {
          assertThat(distribution.quantileNanos(share))
              .as("share %s of mean %d", share, mean)
              .isEqualTo(distribution.plainNanos(share));
        }
      }
    }
    Distribution.Exponential hour = new Distribution.Exponential(3600 * SECOND_NANOS);
    assertThat((double) hour.quantileNanos(0.5))
        .isCloseTo(3600e9 * StrictMath.log(2), Percentage.withPercentage(1e-9));
  }

  @Test
  void lognormalSamplesAreThoseOfCommonsMath() {
    for (double sigma : new double[] {0, 0.05, 0.5, 2, 100}) {
      for (long median : new long[] {1, SECOND_NANOS, 50 * SECOND_NANOS, 1L << 52}) {
        Distribution.Lognormal distribution = new Distribution.Lognormal(median, sigma);
        for (int i = 0; i < ARGUMENT_COUNT / 4; i++) {
          double share = share();
          if (distribution.quantileNanos(share) != distribution.plainNanos(share)) {
            assertThat(distribution.quantileNanos(share))
                .as("share %s of median %d, sigma %s", share, median, sigma)
                .isEqualTo(distribution.plainNanos(share));
          }
        }
      }
    }
  }
}
