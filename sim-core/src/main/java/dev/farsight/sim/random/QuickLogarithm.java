package dev.farsight.sim.random;

import org.apache.commons.math3.util.FastMath;

/**
 * The natural logarithm in half the time of commons-math3, nearly as exact. No branch depends on
 * the argument: draws are random, and a branch that cannot be predicted costs as much as all the
 * rest. The operations are those of IEEE 754 in a fixed order, so that the bits are the same on
 * every machine.
 *
 * <p>The argument is 2^k z with z from 0.69 to 1.38, and z lies in one of {@value #INTERVAL_COUNT}
 * intervals with the middle c: log x = k log 2 + log c + log(1 + r) with r = z / c - 1, at most
 * 1/256 (Tang 1990, ACM TOMS 16:4). Around 1 the middle is 1 itself, so that small logarithms are
 * as exact as great ones.
 */
final class QuickLogarithm {

  /** Share of a result by which it may differ from that of commons-math3: 7e-15, with room. */
  static final double ERROR = 0x1.0p-47;

  /** The logarithm of 2 in two parts; the first times any exponent is exact. */
  static final double LN_2_HIGH = 0x1.62e42fefa0000p-1;

  static final double LN_2_LOW = 0x1.cf79abc9e3b3ap-40;

  private static final int INTERVAL_COUNT = 128;
  private static final int INTERVAL_SHIFT = 45;
  private static final int EXPONENT_SHIFT = 52;

  /** The bits of the least z: half an interval above 0.6875, so that 1 is inside of one. */
  private static final long LEAST = 0x3fe6000000000000L + (1L << (INTERVAL_SHIFT - 1));

  /** Of each interval 1 / c and log c. */
  private static final double[] MIDDLES = middles();

  private QuickLogarithm() {}

  private static double[] middles() {
    double[] middles = new double[2 * INTERVAL_COUNT];
    for (int i = 0; i < INTERVAL_COUNT; i++) {
      double low = Double.longBitsToDouble(LEAST + ((long) i << INTERVAL_SHIFT));
      double high = Double.longBitsToDouble(LEAST + ((i + 1L) << INTERVAL_SHIFT));
      double inverse = low < 1 && 1 < high ? 1 : 2 / (low + high);
      middles[2 * i] = inverse;
      middles[2 * i + 1] = -StrictMath.log(inverse);
    }
    return middles;
  }

  /** Returns the natural logarithm of a number. */
  static double of(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return FastMath.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long fromLeast = bits - LEAST;
    long k = fromLeast >> EXPONENT_SHIFT;
    int interval = (int) (fromLeast >>> INTERVAL_SHIFT) & (INTERVAL_COUNT - 1);
    double z = Double.longBitsToDouble(bits - (k << EXPONENT_SHIFT));
    // One rounding: the difference of two nearly equal numbers keeps all its bits.
    double r = StrictMath.fma(z, MIDDLES[2 * interval], -1);
    double r2 = r * r;
    double rest =
        (-1.0 / 2 + r * (1.0 / 3))
            + r2 * ((-1.0 / 4 + r * (1.0 / 5)) + r2 * (-1.0 / 6 + r * (1.0 / 7)));
    double great = k * LN_2_HIGH + MIDDLES[2 * interval + 1];
    return great + (r + (k * LN_2_LOW + r2 * rest));
  }
}
