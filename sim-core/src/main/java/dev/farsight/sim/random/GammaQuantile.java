package dev.farsight.sim.random;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * The quantile function of the gamma distribution of scale 1: the approximation of Wilson and
 * Hilferty, or for small shapes that of the leading term, improved by Halley's method on the
 * regularized incomplete gamma function.
 */
final class GammaQuantile {

  private static final int MOST_STEPS = 60;
  private static final double PRECISION = 1e-13;

  private GammaQuantile() {}

  /**
   * Returns the value below which a share of the distribution lies.
   *
   * @param shape shape, positive
   * @param probability share, between 0 and 1
   */
  static double of(double shape, double probability) {
    double logGamma = Gamma.logGamma(shape);
    double x = start(shape, probability, logGamma);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS && x > 0; step++) {
      double excess = Gamma.regularizedGammaP(shape, x) - probability;
      if (excess > 0) {
        high = x;
      } else {
        low = x;
      }
      double density = FastMath.exp((shape - 1) * FastMath.log(x) - x - logGamma);
      double next = x - halley(excess / density, (shape - 1) / x - 1);
      if (!(next > low && next < high)) {
        next = high == Double.POSITIVE_INFINITY ? 2 * x : low + (high - low) / 2;
      }
      boolean settled = StrictMath.abs(next - x) <= PRECISION * x;
      x = next;
      if (settled) {
        break;
      }
    }
    return x;
  }

  private static double halley(double newton, double curvature) {
    double denominator = 1 - 0.5 * Math.max(-1, Math.min(1, newton * curvature));
    return newton / denominator;
  }

  private static double start(double shape, double probability, double logGamma) {
    if (shape > 1) {
      double ninth = 1 / (9 * shape);
      double root = 1 - ninth + NormalQuantile.of(probability) * StrictMath.sqrt(ninth);
      double cube = shape * root * root * root;
      if (root > 0 && cube > 0.01 * shape) {
        return cube;
      }
    }
    // P(a, x) ~ x^a / Gamma(a + 1) for small x.
    double x = FastMath.exp((FastMath.log(probability) + logGamma + FastMath.log(shape)) / shape);
    return Math.min(x, shape + 1);
  }
}
