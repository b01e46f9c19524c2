package dev.farsight.sim.kube;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes quantity such as {@code 250m}, {@code 512Mi} or {@code 1e3}.
 *
 * <p>Values are exact to the nano unit (smaller fractions are rounded up, away from zero, as
 * upstream does) and are cut to the range of a long.
 *
 * @param units whole units, rounded towards negative infinity
 * @param nanos billionths of a unit on top, 0 to 999,999,999
 * @param format how the quantity was written, which decides how it is printed
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">upstream
 *     documentation</a>
 */
public record Quantity(long units, int nanos, Format format) implements Comparable<Quantity> {

  /** Notations of a quantity. */
  public enum Format {
    /** Powers of ten: {@code 100m}, {@code 2k}. */
    DECIMAL_SI,
    /** Powers of two: {@code 512Mi}. */
    BINARY_SI,
    /** Exponents: {@code 1e3}. */
    DECIMAL_EXPONENT
  }

  /** Zero. */
  public static final Quantity ZERO = new Quantity(0, 0, Format.DECIMAL_SI);

  private static final int NANOS_PER_UNIT = 1_000_000_000;
  private static final int MAX_LENGTH = 64;
  private static final BigDecimal MAX_VALUE = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final String DECIMAL_SUFFIXES = "kMGTPE";

  /** Returns a quantity of whole units in decimal notation. */
  public static Quantity ofUnits(long units) {
    return new Quantity(units, 0, Format.DECIMAL_SI);
  }

  /** Returns a quantity of thousandths, as CPU is counted. */
  public static Quantity ofMilli(long milli) {
    return new Quantity(
        Math.floorDiv(milli, 1000L),
        (int) Math.floorMod(milli, 1000L) * 1_000_000,
        Format.DECIMAL_SI);
  }

  /** Returns a quantity of bytes, printed with binary suffixes. */
  public static Quantity ofBytes(long bytes) {
    return new Quantity(bytes, 0, Format.BINARY_SI);
  }

  /**
   * Reads a quantity as Kubernetes does.
   *
   * @throws IllegalArgumentException if the text is no quantity; the message is upstream's
   */
  public static Quantity parse(String text) {
    Quantity parsed = tryParse(text);
    if (parsed == null) {
      throw new IllegalArgumentException(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    return parsed;
  }

  /** Reads a quantity as Kubernetes does, or returns null if the text is none. */
  public static @Nullable Quantity tryParse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    int split = numberEnd(text);
    String number = text.substring(0, split);
    String suffix = text.substring(split);
    if (!isNumber(number) || (!hasDigits(number) && isBeyondFastPath(suffix))) {
      return null;
    }
    String digits = !hasDigits(number) ? "0" : number.endsWith(".") ? number + "0" : number;
    BigDecimal value = new BigDecimal(digits);
    if (suffix.length() == 2 && suffix.charAt(1) == 'i') {
      int power = BINARY_SUFFIXES.indexOf(suffix.charAt(0)) + 1;
      return power == 0
          ? null
          : of(
              value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power))),
              Format.BINARY_SI);
    }
    if (suffix.length() > 1 && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')) {
      Integer exponent = exponent(suffix.substring(1));
      return exponent == null ? null : of(scale(value, exponent), Format.DECIMAL_EXPONENT);
    }
    Integer exponent = decimalExponent(suffix);
    return exponent == null ? null : of(value.scaleByPowerOfTen(exponent), Format.DECIMAL_SI);
  }

  private static int numberEnd(String text) {
    int end = 0;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean sign = end == 0 && (c == '+' || c == '-');
      if (!sign && c != '.' && (c < '0' || c > '9')) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean isNumber(String number) {
    return number.indexOf('.') == number.lastIndexOf('.');
  }

  private static boolean hasDigits(String number) {
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) >= '0' && number.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether upstream reads a suffix by its slow parser, which alone refuses a text without
   * digits: {@code m} is a valid quantity of zero, {@code Pi} is none.
   */
  private static boolean isBeyondFastPath(String suffix) {
    return suffix.equals("Pi") || suffix.equals("Ei") || suffix.matches("[eE]-[0-9]{2,9}");
  }

  private static @Nullable Integer exponent(String text) {
    if (!text.matches("[+-]?[0-9]{1,9}")) {
      return null;
    }
    return Integer.valueOf(text);
  }

  private static @Nullable Integer decimalExponent(String suffix) {
    if (suffix.length() > 1) {
      return null;
    }
    return switch (suffix) {
      case "" -> 0;
      case "n" -> -9;
      case "u" -> -6;
      case "m" -> -3;
      default -> {
        int power = DECIMAL_SUFFIXES.indexOf(suffix.charAt(0)) + 1;
        yield power == 0 ? null : 3 * power;
      }
    };
  }

  /** Scales by a power of ten that may be absurdly large without building absurd numbers. */
  private static BigDecimal scale(BigDecimal value, int exponent) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    int bounded = Math.max(-100, Math.min(100, exponent));
    return value.scaleByPowerOfTen(bounded);
  }

  private static Quantity of(BigDecimal value, Format format) {
    BigDecimal bounded = value.min(MAX_VALUE).max(MAX_VALUE.negate());
    BigDecimal rounded = bounded.setScale(9, RoundingMode.UP);
    BigDecimal floor = rounded.setScale(0, RoundingMode.FLOOR);
    int nanos = rounded.subtract(floor).movePointRight(9).intValueExact();
    return new Quantity(floor.longValueExact(), nanos, format);
  }

  /** Returns the value in whole units, rounded up, that is away from zero. */
  public long value() {
    return nanos == 0 || units < 0 || units == Long.MAX_VALUE ? units : units + 1;
  }

  /** Returns the value in thousandths, rounded away from zero and cut to the range of a long. */
  public long milliValue() {
    long milli = (units < 0 ? nanos : nanos + 999_999L) / 1_000_000L;
    if (units > (Long.MAX_VALUE - milli) / 1000) {
      return Long.MAX_VALUE;
    }
    if (units < Long.MIN_VALUE / 1000) {
      return Long.MIN_VALUE;
    }
    return units * 1000 + milli;
  }

  /** Returns whether the value is zero. */
  public boolean isZero() {
    return units == 0 && nanos == 0;
  }

  /** Returns the sum, cut to the range of a long, in this quantity's format. */
  public Quantity plus(Quantity other) {
    Format kept = isZero() ? other.format : format;
    if (isFarFromTheBounds() && other.isFarFromTheBounds()) {
      int sum = nanos + other.nanos;
      int carry = sum >= NANOS_PER_UNIT ? 1 : 0;
      return new Quantity(units + other.units + carry, sum - carry * NANOS_PER_UNIT, kept);
    }
    return of(exact().add(other.exact()), kept);
  }

  private boolean isFarFromTheBounds() {
    return units < 1L << 60 && units > -(1L << 60);
  }

  /** Returns the difference, cut to the range of a long, in this quantity's format. */
  public Quantity minus(Quantity other) {
    return of(exact().subtract(other.exact()), isZero() ? other.format : format);
  }

  /** Returns the exact value. */
  public BigDecimal exact() {
    return BigDecimal.valueOf(units).add(BigDecimal.valueOf(nanos, 9));
  }

  @Override
  public int compareTo(Quantity other) {
    int byUnits = Long.compare(units, other.units);
    return byUnits != 0 ? byUnits : Integer.compare(nanos, other.nanos);
  }

  /**
   * Returns whether the other is the same amount, however it is written: {@code 1Gi} and {@code
   * 1073741824} make no difference between two pod templates (upstream: {@code
   * equality.Semantic.DeepEqual}).
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity quantity && units == quantity.units && nanos == quantity.nanos;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(units) * 31 + nanos;
  }

  /** Returns the canonical text, as Kubernetes prints it. */
  @Override
  public String toString() {
    if (isZero()) {
      return "0";
    }
    if (format == Format.BINARY_SI && nanos == 0 && Math.abs(units) >= 1024) {
      return binaryText();
    }
    BigInteger mantissa = exact().movePointRight(9).toBigIntegerExact();
    int exponent = -9;
    BigInteger thousand = BigInteger.valueOf(1000);
    while (exponent < 18 && mantissa.mod(thousand).signum() == 0) {
      mantissa = mantissa.divide(thousand);
      exponent += 3;
    }
    if (format == Format.DECIMAL_EXPONENT) {
      return exponent == 0 ? mantissa.toString() : mantissa + "e" + exponent;
    }
    return mantissa + decimalSuffix(exponent);
  }

  private String binaryText() {
    long mantissa = units;
    int power = 0;
    while (power < BINARY_SUFFIXES.length() && mantissa % 1024 == 0) {
      mantissa /= 1024;
      power++;
    }
    return power == 0
        ? Long.toString(mantissa)
        : mantissa + BINARY_SUFFIXES.substring(power - 1, power) + "i";
  }

  private static String decimalSuffix(int exponent) {
    return switch (exponent) {
      case -9 -> "n";
      case -6 -> "u";
      case -3 -> "m";
      case 0 -> "";
      default -> DECIMAL_SUFFIXES.substring(exponent / 3 - 1, exponent / 3);
    };
  }
}
