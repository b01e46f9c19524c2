package dev.farsight.scenario.diagnosis;

/** Instants and spans for people: {@code 3m00s}, {@code 1h05m}, {@code 42s}. */
public final class ClockText {

  private static final long SECOND = 1_000_000_000L;

  private ClockText() {}

  /** Returns a time rounded to seconds, at most two units. */
  public static String of(long nanos) {
    if (nanos < 0) {
      return "-" + of(-nanos);
    }
    long seconds = (nanos + SECOND / 2) / SECOND;
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m" + two(seconds % 60) + "s";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h" + two(seconds % 3600 / 60) + "m";
    }
    return seconds / 86_400 + "d" + two(seconds % 86_400 / 3600) + "h";
  }

  private static String two(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }
}
