package dev.farsight.report.chart;

import java.util.Locale;

/** An axis of simulated time: its unit and its round steps. */
final class TimeAxis {

  private static final double[] STEPS = {
    1,
    2,
    5,
    10,
    15,
    30,
    60,
    120,
    300,
    600,
    900,
    1800,
    3600,
    7200,
    14_400,
    21_600,
    43_200,
    86_400,
    172_800,
    604_800,
    2_592_000,
    31_536_000
  };

  private final double endSeconds;
  private final double stepSeconds;
  private final double unitSeconds;
  private final String unit;

  /**
   * Makes an axis from 0 to an end.
   *
   * @param endSeconds end of the span, positive
   * @param tickCount number of steps at most
   */
  TimeAxis(double endSeconds, int tickCount) {
    double span = Math.max(endSeconds, 1);
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0 && span / STEPS[i] <= tickCount; i--) {
      step = STEPS[i];
    }
    this.stepSeconds = step;
    this.endSeconds = Math.ceil(span / step - 1e-9) * step;
    if (step < 60 && this.endSeconds <= 600) {
      unitSeconds = 1;
      unit = "s";
    } else if (this.endSeconds <= 4 * 3600) {
      unitSeconds = 60;
      unit = "min";
    } else {
      unitSeconds = 3600;
      unit = "h";
    }
  }

  double endSeconds() {
    return endSeconds;
  }

  double stepSeconds() {
    return stepSeconds;
  }

  /** Returns the length of the unit in seconds. */
  double unitSeconds() {
    return unitSeconds;
  }

  String unit() {
    return unit;
  }

  /** Returns an instant as a number of units without needless decimals. */
  String label(double seconds) {
    double value = seconds / unitSeconds;
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
