package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.sim.time.SimTime;

/**
 * Durations as users write them: {@code 30s}, {@code 1h30m}, {@code 250ms}, {@code 1.5m}. A bare
 * number is refused, because nobody can know its unit; {@code 0} alone is fine.
 */
public final class DurationText {

  /** The longest duration: a hundred years, far below the range of nanoseconds in a long. */
  public static final long MAX_NANOS = 100 * 365 * SimTime.DAY_NANOS;

  private static final int MAX_SHOWN = 40;

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
    Long nanos = SimTime.tryParse(trimmed);
    if (nanos != null && nanos <= MAX_NANOS) {
      return nanos;
    }
    String shown = trimmed.length() > MAX_SHOWN ? trimmed.substring(0, MAX_SHOWN) + "..." : trimmed;
    if (nanos != null) {
      throw bad("\"" + shown + "\" is longer than a hundred years", "");
    }
    if (!trimmed.isEmpty() && SimTime.tryParse(trimmed + "s") != null) {
      throw bad(
          "the duration \"" + shown + "\" has no unit",
          "write " + shown + "s for seconds, or ms, m, h");
    }
    throw bad("\"" + shown + "\" is not a duration", "write it as in 30s, 250ms or 1h30m");
  }

  private static ExpressionException bad(String message, String hint) {
    return new ExpressionException(IssueCode.BAD_DURATION, 0, message, hint);
  }
}
