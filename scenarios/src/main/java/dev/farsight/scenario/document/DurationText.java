package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.IssueCode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Durations as users write them: {@code 30s}, {@code 1h30m}, {@code 250ms}, {@code 1.5m}. A bare
 * number is refused, because nobody can know its unit; {@code 0} alone is fine.
 */
public final class DurationText {

  /** The longest duration: a hundred years, far below the range of nanoseconds in a long. */
  public static final long MAX_NANOS = 100L * 365 * 24 * 3600 * 1_000_000_000L;

  private static final String[] UNITS = {"ns", "us", "µs", "ms", "s", "m", "h", "d"};
  private static final long[] UNIT_NANOS = {
    1,
    1_000,
    1_000,
    1_000_000,
    1_000_000_000,
    60_000_000_000L,
    3_600_000_000_000L,
    86_400_000_000_000L
  };

  private DurationText() {}

  /**
   * Returns the duration in nanoseconds, at least 0.
   *
   * @throws ExpressionException if the text is no duration
   */
  public static long parse(String text) throws ExpressionException {
    String trimmed = text.strip();
    if (trimmed.equals("0")) {
      return 0;
    }
    if (trimmed.isEmpty() || trimmed.length() > 40) {
      throw bad(0, "\"" + trimmed + "\" is not a duration", "write it as in 30s or 1h30m");
    }
    BigDecimal total = BigDecimal.ZERO;
    int position = 0;
    while (position < trimmed.length()) {
      int unitStart = numberEnd(trimmed, position);
      int next = unitEnd(trimmed, unitStart);
      String number = trimmed.substring(position, unitStart);
      if (!isNumber(number)) {
        throw bad(position, "\"" + trimmed + "\" is not a duration", "write it as in 30s or 1h30m");
      }
      long unit = unit(trimmed.substring(unitStart, next), trimmed, unitStart);
      total = total.add(new BigDecimal(number).multiply(BigDecimal.valueOf(unit)));
      position = next;
    }
    BigDecimal rounded = total.setScale(0, RoundingMode.HALF_UP);
    if (rounded.compareTo(BigDecimal.valueOf(MAX_NANOS)) > 0) {
      throw bad(0, "\"" + trimmed + "\" is longer than a hundred years", "");
    }
    return rounded.longValueExact();
  }

  private static long unit(String name, String whole, int offset) throws ExpressionException {
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(name)) {
        return UNIT_NANOS[i];
      }
    }
    if (name.isEmpty()) {
      throw bad(
          0,
          "the duration \"" + whole + "\" has no unit",
          "write " + whole + "s for seconds, or ms, m, h");
    }
    throw bad(offset, "unknown unit \"" + name + "\"", "units are ms, s, m, h and d");
  }

  private static int numberEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && ((text.charAt(end) >= '0' && text.charAt(end) <= '9') || text.charAt(end) == '.')) {
      end++;
    }
    return end;
  }

  private static int unitEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNumber(String text) {
    int dot = text.indexOf('.');
    return !text.isEmpty()
        && !text.equals(".")
        && text.length() <= 20
        && (dot < 0 || text.indexOf('.', dot + 1) < 0);
  }

  private static ExpressionException bad(int offset, String message, String hint) {
    return new ExpressionException(IssueCode.BAD_DURATION, offset, message, hint);
  }

  /** Returns the shortest text of a duration, such as {@code 1h30m} or {@code 250ms}. */
  public static String of(long nanos) {
    if (nanos < 0) {
      return "-" + of(-nanos);
    }
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = nanos;
    long hours = rest / UNIT_NANOS[6];
    rest %= UNIT_NANOS[6];
    long minutes = rest / UNIT_NANOS[5];
    rest %= UNIT_NANOS[5];
    if (hours > 0) {
      text.append(hours).append('h');
    }
    if (minutes > 0) {
      text.append(minutes).append('m');
    }
    if (rest > 0) {
      boolean small = text.length() == 0 && rest < UNIT_NANOS[4] && rest % UNIT_NANOS[3] == 0;
      BigDecimal value =
          BigDecimal.valueOf(rest).divide(BigDecimal.valueOf(small ? UNIT_NANOS[3] : UNIT_NANOS[4]));
      text.append(value.stripTrailingZeros().toPlainString()).append(small ? "ms" : "s");
    }
    return text.toString();
  }
}
