package dev.farsight.sim.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Durations and instants as {@code long} nanoseconds, and their text: {@code 1h30m}, {@code 2.5s},
 * {@code 300ms}.
 */
public final class SimTime {

  /** Nanoseconds in a microsecond. */
  public static final long MICROSECOND_NANOS = 1_000L;

  /** Nanoseconds in a millisecond. */
  public static final long MILLISECOND_NANOS = 1_000_000L;

  /** Nanoseconds in a second. */
  public static final long SECOND_NANOS = 1_000_000_000L;

  /** Nanoseconds in a minute. */
  public static final long MINUTE_NANOS = 60 * SECOND_NANOS;

  /** Nanoseconds in an hour. */
  public static final long HOUR_NANOS = 60 * MINUTE_NANOS;

  /** Nanoseconds in a day. */
  public static final long DAY_NANOS = 24 * HOUR_NANOS;

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)(ns|us|µs|ms|s|m|h|d)");
  private static final int MAX_LENGTH = 64;

  private SimTime() {}

  /** Returns whole seconds in nanoseconds. */
  public static long seconds(long seconds) {
    return Math.multiplyExact(seconds, SECOND_NANOS);
  }

  /**
   * Reads a duration such as {@code 1h30m}, {@code 2.5s} or {@code 0s}; units are ns, us, ms, s, m,
   * h and d. Returns null if the text is no duration or exceeds 292 years; a bare number is none.
   */
  public static @Nullable Long tryParse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    Matcher parts = PART.matcher(text);
    BigDecimal total = BigDecimal.ZERO;
    int end = 0;
    while (end < text.length()) {
      if (!parts.find(end) || parts.start() != end) {
        return null;
      }
      BigDecimal unit = BigDecimal.valueOf(unitNanos(parts.group(2)));
      total = total.add(new BigDecimal(parts.group(1)).multiply(unit));
      end = parts.end();
    }
    BigDecimal nanos = total.setScale(0, RoundingMode.HALF_UP);
    return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : nanos.longValueExact();
  }

  private static long unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs" -> MICROSECOND_NANOS;
      case "ms" -> MILLISECOND_NANOS;
      case "s" -> SECOND_NANOS;
      case "m" -> MINUTE_NANOS;
      case "h" -> HOUR_NANOS;
      default -> DAY_NANOS;
    };
  }

  /** Returns the exact text of a duration, such as {@code 1h30m}; {@code 0s} for zero. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos == Long.MIN_VALUE) {
      return "-" + format(Long.MAX_VALUE);
    }
    if (nanos < 0) {
      return "-" + format(-nanos);
    }
    if (nanos < SECOND_NANOS && nanos % MILLISECOND_NANOS == 0) {
      return nanos / MILLISECOND_NANOS + "ms";
    }
    StringBuilder text = new StringBuilder();
    long rest = nanos;
    if (rest >= HOUR_NANOS) {
      text.append(rest / HOUR_NANOS).append('h');
      rest %= HOUR_NANOS;
    }
    if (rest >= MINUTE_NANOS) {
      text.append(rest / MINUTE_NANOS).append('m');
      rest %= MINUTE_NANOS;
    }
    if (rest > 0) {
      text.append(secondsText(rest)).append('s');
    }
    return text.toString();
  }

  /**
   * Returns a duration in seconds as a decimal number without needless zeros, such as {@code 2.5}.
   */
  public static String secondsText(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
