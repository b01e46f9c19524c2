package dev.farsight.sim.result;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as text, digit by digit the same on every JDK ({@code Double.toString} changed in JDK
 * 19).
 */
public final class DecimalText {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private DecimalText() {}

  /** Returns seconds with at least one decimal and no more than needed, such as {@code 41.0}. */
  public static String seconds(long nanos) {
    String sign = nanos < 0 ? "-" : "";
    long whole = Math.abs(nanos / NANOS_PER_SECOND);
    long rest = Math.abs(nanos % NANOS_PER_SECOND);
    String digits = Long.toString(NANOS_PER_SECOND + rest).substring(1);
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return sign + whole + "." + digits.substring(0, end);
  }

  /**
   * Returns a number rounded to nine decimals, without trailing zeros, such as {@code 0.25} or
   * {@code 3}.
   *
   * @throws NumberFormatException if the number is infinite or not a number
   */
  public static String of(double value) {
    return of(value, 9);
  }

  /**
   * Returns a number rounded to some decimals, without trailing zeros.
   *
   * @param decimals digits after the point at most, 0 to 9
   * @throws NumberFormatException if the number is infinite or not a number
   */
  public static String of(double value, int decimals) {
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
