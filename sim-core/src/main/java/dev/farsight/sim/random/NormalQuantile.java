package dev.farsight.sim.random;

import org.apache.commons.math3.util.FastMath;

/**
 * The quantile function of the standard normal distribution: algorithm AS 241, PPND16 (Wichura
 * 1988, Applied Statistics 37:3), relative error about 1e-16.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // coefficients as published
final class NormalQuantile {

  /** Share of a result by which a quick one may differ from it: 7e-15, with room. */
  static final double QUICK_ERROR = 0x1.0p-47;

  private static final double[] CENTRE_ABOVE = {
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
    1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
    3.3430575583588128105e4, 2.5090809287301226727e3
  };
  private static final double[] CENTRE_BELOW = {
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3
  };
  private static final double[] NEAR_ABOVE = {
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
    3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
    2.27238449892691845833e-2, 7.74545014278341407640e-4
  };
  private static final double[] NEAR_BELOW = {
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double[] FAR_ABOVE = {
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
    2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
    2.71155556874348757815e-5, 2.01033439929228813265e-7
  };
  private static final double[] FAR_BELOW = {
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };

  private NormalQuantile() {}

  /** Returns the value below which a share of the standard normal distribution lies. */
  static double of(double probability) {
    double q = probability - 0.5;
    if (StrictMath.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * ratio(CENTRE_ABOVE, CENTRE_BELOW, r);
    }
    double tail = q < 0 ? probability : 1 - probability;
    double r = StrictMath.sqrt(-FastMath.log(tail));
    double value =
        r <= 5 ? ratio(NEAR_ABOVE, NEAR_BELOW, r - 1.6) : ratio(FAR_ABOVE, FAR_BELOW, r - 5);
    return q < 0 ? -value : value;
  }

  private static double ratio(double[] above, double[] below, double r) {
    return polynomial(above, r) / polynomial(below, r);
  }

  /**
   * Returns the same but for the last bits, in half the time: the terms of the polynomials are
   * added in pairs, so that they need not wait for one another, and the logarithm is {@link
   * QuickLogarithm}.
   */
  static double quick(double probability) {
    double q = probability - 0.5;
    if (StrictMath.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * quickRatio(CENTRE_ABOVE, CENTRE_BELOW, r);
    }
    double tail = q < 0 ? probability : 1 - probability;
    double r = StrictMath.sqrt(-QuickLogarithm.of(tail));
    double value =
        r <= 5
            ? quickRatio(NEAR_ABOVE, NEAR_BELOW, r - 1.6)
            : quickRatio(FAR_ABOVE, FAR_BELOW, r - 5);
    return q < 0 ? -value : value;
  }

  private static double quickRatio(double[] above, double[] below, double r) {
    return quickPolynomial(above, r) / quickPolynomial(below, r);
  }

  private static double quickPolynomial(double[] c, double r) {
    double r2 = r * r;
    double low = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2;
    double high = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
    return low + high * (r2 * r2);
  }

  private static double polynomial(double[] c, double r) {
    return ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r
        + c[0];
  }
}
