package dev.farsight.sim.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TriangularDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DistributionTest {

  private static final long SECOND = 1_000_000_000L;

  /** A distribution and the same one, in seconds, of another library. */
  record Pair(Distribution ours, RealDistribution theirs) {}

  static Stream<Pair> pairs() {
    return Stream.of(
        new Pair(
            new Distribution.Uniform(2 * SECOND, 5 * SECOND),
            new UniformRealDistribution(null, 2, 5)),
        new Pair(
            new Distribution.Exponential(3 * SECOND), new ExponentialDistribution(null, 3, 1e-15)),
        new Pair(
            new Distribution.Lognormal(50 * SECOND, 0.2),
            new LogNormalDistribution(null, Math.log(50), 0.2, 1e-15)),
        new Pair(
            new Distribution.Lognormal(150 * SECOND, 1.5),
            new LogNormalDistribution(null, Math.log(150), 1.5, 1e-15)),
        new Pair(
            new Distribution.Gamma(2.5, 4 * SECOND), new GammaDistribution(null, 2.5, 4, 1e-13)),
        new Pair(
            new Distribution.Gamma(0.4, 40 * SECOND), new GammaDistribution(null, 0.4, 40, 1e-13)),
        new Pair(new Distribution.Gamma(80, SECOND), new GammaDistribution(null, 80, 1, 1e-13)),
        new Pair(
            new Distribution.Triangular(SECOND, 2 * SECOND, 7 * SECOND),
            new TriangularDistribution(null, 1, 2, 7)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void quantilesAreThoseOfTheTheory(Pair pair) {
    for (int i = 1; i < 400; i++) {
      double p = i / 400.0;
      double nanos = pair.ours().quantileNanos(p);
      double below = pair.theirs().cumulativeProbability((nanos - 0.5) / 1e9);
      double above = pair.theirs().cumulativeProbability((nanos + 0.5) / 1e9);
      assertThat(p).isBetween(below - 1e-11, above + 1e-11);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void quantilesRiseAndStayFiniteToTheVeryTails(Pair pair) {
    long last = 0;
    for (int bits = -53; bits < 0; bits++) {
      long nanos = pair.ours().quantileNanos(StrictMath.scalb(1.0, bits));
      assertThat(nanos).isGreaterThanOrEqualTo(last);
      last = nanos;
    }
    for (int bits = -1; bits >= -53; bits--) {
      long nanos = pair.ours().quantileNanos(1 - StrictMath.scalb(1.0, bits));
      assertThat(nanos).isGreaterThanOrEqualTo(last);
      last = nanos;
    }
    assertThat(last).isLessThan(Long.MAX_VALUE / 2);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theExpectationIsThatOfTheTheory(Pair pair) {
    assertThat(pair.ours().expectedNanos() / 1e9)
        .isCloseTo(pair.theirs().getNumericalMean(), within(1e-9 * 200));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void samplesPassKolmogorovSmirnov(Pair pair) {
    RandomStream stream = new RandomStreams(20260724).stream("ks");
    double[] samples = new double[20_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = stream.nextNanos(i % 700, pair.ours()) / 1e9;
    }
    double distance =
        new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(pair.theirs(), samples);
    assertThat(distance * Math.sqrt(samples.length)).as("p > 1e-4").isLessThan(2.23);
  }

  @Test
  void theNormalQuantileAgreesWithTheErrorFunction() {
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    for (int i = 1; i < 20_000; i++) {
      double p = i / 20_000.0;
      assertThat(NormalQuantile.of(p))
          .isCloseTo(normal.inverseCumulativeProbability(p), within(1e-11));
    }
    for (double x = -8; x < -3; x += 0.01) {
      assertThat(NormalQuantile.of(normal.cumulativeProbability(x))).isCloseTo(x, within(1e-11));
    }
    // Far tail: Abramowitz and Stegun, table 26.1; Phi(-8) = 6.220960574271785e-16.
    assertThat(NormalQuantile.of(6.220960574271785e-16)).isCloseTo(-8, within(1e-12));
    assertThat(NormalQuantile.of(0.5)).isZero();
  }

  @Test
  void clippingMovesSamplesToTheBounds() {
    Distribution launch = Distribution.lognormal(50 * SECOND, 0.2, 30 * SECOND, 120 * SECOND);
    assertThat(launch.quantileNanos(1e-9)).isEqualTo(30 * SECOND);
    assertThat(launch.quantileNanos(1 - 1e-9)).isEqualTo(120 * SECOND);
    assertThat(launch.quantileNanos(0.5)).isEqualTo(50 * SECOND);
    assertThat(launch.expectedNanos()).isCloseTo(51.02e9, within(0.05e9));
    Distribution wide = new Distribution.Uniform(0, 100 * SECOND).clipped(0, 50 * SECOND);
    assertThat(wide.expectedNanos()).isCloseTo(37.5e9, within(0.01e9));
    assertThat(new Distribution.Uniform(0, 9).clipped(4, 4).isConstant()).isTrue();
  }

  @Test
  void anEmpiricalDistributionDrawsItsObservationsAlike() {
    Distribution observed = new Distribution.Empirical(30, 10, 20, 40);
    assertThat(observed.quantileNanos(0.24)).isEqualTo(10);
    assertThat(observed.quantileNanos(0.26)).isEqualTo(20);
    assertThat(observed.quantileNanos(1 - 1e-16)).isEqualTo(40);
    assertThat(observed.expectedNanos()).isEqualTo(25);
    assertThat(observed).isEqualTo(new Distribution.Empirical(10, 20, 30, 40));
  }

  @Test
  void aConstantDrawsNothing() {
    RandomStream stream = new RandomStreams(1).stream("s");
    RandomStream other = new RandomStreams(1).stream("s");
    assertThat(stream.nextNanos(7, Distribution.constant(5))).isEqualTo(5);
    assertThat(stream.nextBits(7)).isEqualTo(other.nextBits(7));
  }

  @Test
  void impossibleParametersAreRefused() {
    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable impossible :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> new Distribution.Constant(-1),
            () -> new Distribution.Uniform(5, 4),
            () -> new Distribution.Exponential(0),
            () -> new Distribution.Lognormal(0, 1),
            () -> new Distribution.Lognormal(1, Double.NaN),
            () -> new Distribution.Gamma(0, 1),
            () -> new Distribution.Triangular(3, 2, 5),
            () -> new Distribution.Empirical(),
            () -> new Distribution.Empirical(-1),
            () -> Distribution.constant(3).clipped(2, 1))) {
      assertThatThrownBy(impossible).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Tag("determinism")
  void samplesHaveTheSameBitsOnEveryMachine() {
    RandomStream stream = new RandomStreams(42).stream("pinned");
    long hash = 0;
    for (int i = 0; i < 20_000; i++) {
      for (Pair pair : pairs().toList()) {
        hash = Mixing.mix(hash ^ stream.nextNanos(i % 100, pair.ours()));
      }
    }
    assertThat(hash).isEqualTo(PINNED);
  }

  /** Taken from OpenJDK 17.0.15 on x86-64; it must not depend on either. */
  private static final long PINNED = 2090974034762178437L;
}
