package dev.farsight.report.ci;

import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.result.Diagnosis;
import dev.farsight.sim.result.ExperimentResult;
import dev.farsight.sim.result.Interval;
import dev.farsight.sim.result.ThresholdVerdict;
import java.util.List;

/** Figures of a result as people read them: {@code 62.4s}, {@code never}, {@code 3}. */
public final class FigureText {

  private static final int SECOND_DECIMALS = 1;
  private static final int OTHER_DECIMALS = 3;

  private FigureText() {}

  /**
   * Returns a value with its unit.
   *
   * @param value value; infinite for "never"
   * @param unit unit: {@code s} is written behind the number, others are left out
   */
  public static String of(double value, String unit) {
    if (Double.isInfinite(value)) {
      return "never";
    }
    if (Double.isNaN(value)) {
      return "nothing to measure";
    }
    return unit.equals("s")
        ? DecimalText.of(value, SECOND_DECIMALS) + "s"
        : DecimalText.of(value, OTHER_DECIMALS);
  }

  /**
   * Returns what a threshold got: its value, and the interval where there is one. The value of an
   * aggregate is the worst replication's and the interval that of the mean, which is said, since
   * the one need not lie within the other.
   */
  public static String got(ThresholdVerdict verdict) {
    Interval interval = verdict.interval();
    String got = "got " + of(verdict.value(), verdict.unit());
    if (interval == null) {
      return got;
    }
    String range =
        of(interval.low(), verdict.unit()) + " to " + of(interval.high(), verdict.unit());
    return verdict.isProbability()
        ? got + " (95 %: " + range + ")"
        : got + " at worst (mean " + range + ", 95 %)";
  }

  /** Returns what a cause holds: its pods, or the steps that failed for it, or what was refused. */
  public static List<String> subjects(Diagnosis diagnosis) {
    // The evidence calls a step by what it does; its id is often made up.
    return diagnosis.pods().isEmpty() ? diagnosis.evidence() : diagnosis.pods();
  }

  /** Returns a number and a noun, in the plural where it must be. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * Returns which replications a result lacks, such as {@code interrupted after 7 of 20
   * replications}; empty if it is complete.
   */
  public static String incomplete(ExperimentResult result) {
    int finished = result.replications().size();
    int failed = result.failures().size();
    if (finished + failed < result.planned()) {
      return "interrupted after " + finished + " of " + result.planned() + " replications";
    }
    return failed == 0 ? "" : failed + " of " + count(result.planned(), "replication") + " failed";
  }
}
