package dev.farsight.scenario.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a run must meet, such as {@code p95(time_to_ready) < 90s} or {@code
 * prob(stuck_pods > 0) < 1%}.
 *
 * @param expression the text as written
 * @param probability whether the share of replications in which the condition holds is compared
 * @param condition what is compared in each replication
 * @param comparison comparison with the limit; of the share for probabilities
 * @param limit limit: seconds for times, a share from 0 to 1 for probabilities
 */
public record Threshold(
    String expression,
    boolean probability,
    Condition condition,
    Comparison comparison,
    double limit) {

  /**
   * What is compared in one replication.
   *
   * @param aggregate how the values become one; null means "at some time of the run", which only
   *     {@code prob} allows
   * @param metric metric
   * @param only restricts times to pods with this namespace, owner or name
   * @param comparison comparison inside {@code prob}; equal to the outer one elsewhere
   * @param limit limit inside {@code prob}; equal to the outer one elsewhere
   */
  public record Condition(
      @Nullable Aggregate aggregate,
      Metric metric,
      Map<String, String> only,
      Comparison comparison,
      double limit) {

    /** Makes the map unmodifiable, keeping its order. */
    public Condition {
      only = Collections.unmodifiableMap(new LinkedHashMap<>(only));
    }
  }

  /**
   * How many values become one.
   *
   * @param kind which rule
   * @param share share of a quantile, 0 to 1; 0 for other rules
   */
  public record Aggregate(Kind kind, double share) {

    /** Rules. */
    public enum Kind {
      /** A quantile: of pods for times, of the time for series. */
      QUANTILE,
      /** The mean: of pods for times, over time for series. */
      MEAN,
      /** The smallest value. */
      MIN,
      /** The largest value. */
      MAX,
      /** The value at the end of the run. */
      LAST
    }
  }

  /** Ways to compare a value with a limit. */
  public enum Comparison {
    /** Less than. */
    LESS("<"),
    /** Less than or equal to. */
    AT_MOST("<="),
    /** Greater than. */
    GREATER(">"),
    /** Greater than or equal to. */
    AT_LEAST(">="),
    /** Equal to. */
    EQUAL("=="),
    /** Different from. */
    DIFFERENT("!=");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** Returns the sign, such as {@code <=}. */
    public String sign() {
      return sign;
    }

    /** Returns whether a value stands in this relation to a limit; NaN stands in none. */
    public boolean holds(double value, double limit) {
      return switch (this) {
        case LESS -> value < limit;
        case AT_MOST -> value <= limit;
        case GREATER -> value > limit;
        case AT_LEAST -> value >= limit;
        case EQUAL -> value == limit;
        case DIFFERENT -> value != limit && !Double.isNaN(value);
      };
    }
  }
}
