package dev.farsight.sim.result;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one threshold.
 *
 * @param expression threshold as written, such as {@code p95(time_to_ready) < 90s}
 * @param verdict verdict
 * @param value value of the left side: the worst replication's, or the share of replications for
 *     {@code prob}; seconds for times; infinite for "never"
 * @param interval 95 % confidence interval; null for one replication or equal values
 * @param unit unit of value and interval: {@code s}, {@code 1} or {@code usd}
 */
public record ThresholdVerdict(
    String expression, Verdict verdict, double value, @Nullable Interval interval, String unit) {

  /** Returns whether the threshold is one on a share of the replications, {@code prob(...)}. */
  public boolean isProbability() {
    return expression.stripLeading().startsWith("prob");
  }

  /** Possible verdicts. */
  public enum Verdict {
    /** The threshold holds. */
    PASS,
    /** The threshold is broken. */
    FAIL,
    /** The interval straddles the limit: more replications would tell. */
    UNDECIDED;

    /** Returns the word that results carry, such as {@code pass}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
