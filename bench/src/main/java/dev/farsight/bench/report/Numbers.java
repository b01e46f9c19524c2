package dev.farsight.bench.report;

import java.util.Locale;

/** Numbers as the page shows them: three significant digits, thousands grouped. */
final class Numbers {

  private Numbers() {}

  static String grouped(String digits) {
    return String.format(Locale.ROOT, "%,d", Long.parseLong(digits));
  }

  static String of(double value) {
    double size = Math.abs(value);
    String pattern = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
