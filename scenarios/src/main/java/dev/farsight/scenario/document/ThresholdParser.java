package dev.farsight.scenario.document;

import dev.farsight.scenario.document.Threshold.Aggregate;
import dev.farsight.scenario.document.Threshold.Comparison;
import dev.farsight.scenario.document.Threshold.Condition;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads thresholds.
 *
 * <pre>
 * threshold = value comparison limit | "prob(" condition ")" comparison share
 * condition = value comparison limit | metric comparison limit        "at some time of the run"
 * value     = aggregate "(" metric [ "{" key "=" text { "," key "=" text } "}" ] ")"
 * aggregate = "mean" | "min" | "max" | "last" | "p" number
 * </pre>
 *
 * <p>Times carry a unit ({@code 90s}), shares a percent sign or none ({@code 1%}, {@code 0.01}),
 * counts none.
 */
public final class ThresholdParser {

  private static final Pattern PLAIN = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
  private static final int MAX_NUMBER_CHARS = 18;
  private static final List<String> AGGREGATES =
      List.of("p50", "p90", "p95", "p99", "mean", "min", "max", "last", "prob");
  private static final List<String> KEYS = List.of("namespace", "owner", "name");
  private static final String USAGE =
      "write it as in p95(time_to_ready) < 90s, last(stuck_pods) == 0 or prob(stuck_pods > 0) < 1%";

  private final String text;
  private final Tokens tokens;

  private ThresholdParser(String text) {
    this.text = text;
    this.tokens = new Tokens(text);
  }

  /**
   * Reads a threshold.
   *
   * @throws ExpressionException if the text is none; unknown metrics are errors of their own
   */
  public static Threshold parse(String text) throws ExpressionException {
    return new ThresholdParser(text).threshold();
  }

  private Threshold threshold() throws ExpressionException {
    int start = tokens.position();
    String word = tokens.word("");
    if (word.equals("prob")) {
      tokens.expect("(");
      Condition condition = condition();
      tokens.expect(")");
      Comparison comparison = comparison();
      double share = share();
      tokens.expectEnd();
      return new Threshold(text.strip(), true, condition, comparison, share);
    }
    Condition condition = aggregated(start, word, false);
    tokens.expectEnd();
    return new Threshold(text.strip(), false, condition, condition.comparison(), condition.limit());
  }

  private Condition condition() throws ExpressionException {
    int start = tokens.position();
    return aggregated(start, tokens.word(""), true);
  }

  private Condition aggregated(int start, String word, boolean bareAllowed)
      throws ExpressionException {
    if (word.isEmpty()) {
      throw tokens.error(start, "a metric is missing", USAGE);
    }
    if (tokens.peek() != '(') {
      return bare(start, word, bareAllowed);
    }
    Aggregate aggregate = aggregate(start, word);
    tokens.expect("(");
    int metricStart = tokens.position();
    Metric metric = metric(metricStart, tokens.word("-"));
    if (aggregate.kind() == Aggregate.Kind.LAST && metric.shape() == Metric.Shape.TIME) {
      throw tokens.error(
          start,
          "\"last\" needs a course over time, and " + metric.label() + " is a time per pod",
          "use max or a quantile such as p95");
    }
    Map<String, String> only = filter(metric);
    tokens.expect(")");
    Comparison comparison = comparison();
    return new Condition(aggregate, metric, only, comparison, limit(metric));
  }

  private Condition bare(int start, String word, boolean allowed) throws ExpressionException {
    Metric metric = metric(start, word);
    if (!allowed) {
      throw tokens.error(
          start,
          "\"" + word + "\" has many values in a run",
          "say which one counts, as in max(" + word + ") or last(" + word + ")");
    }
    Map<String, String> only = filter(metric);
    Comparison comparison = comparison();
    return new Condition(null, metric, only, comparison, limit(metric));
  }

  private Aggregate aggregate(int start, String word) throws ExpressionException {
    Aggregate named =
        switch (word) {
          case "mean" -> new Aggregate(Aggregate.Kind.MEAN, 0);
          case "min" -> new Aggregate(Aggregate.Kind.MIN, 0);
          case "max" -> new Aggregate(Aggregate.Kind.MAX, 0);
          case "last" -> new Aggregate(Aggregate.Kind.LAST, 0);
          default -> quantile(word);
        };
    if (named == null) {
      throw tokens.error(
          start,
          "unknown aggregate \"" + word + "\"",
          DidYouMean.hint(word, AGGREGATES, "known are " + String.join(", ", AGGREGATES)));
    }
    return named;
  }

  private static @Nullable Aggregate quantile(String word) {
    if (word.length() < 2 || word.length() > 3 || word.charAt(0) != 'p') {
      return null;
    }
    int percent = 0;
    for (int i = 1; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      percent = percent * 10 + c - '0';
    }
    return percent == 0 ? null : new Aggregate(Aggregate.Kind.QUANTILE, percent / 100.0);
  }

  private Metric metric(int start, String word) throws ExpressionException {
    Metric metric = Metric.byLabel(word);
    if (metric == null) {
      String hint =
          DidYouMean.hint(word, Metric.labels(), "known are " + String.join(", ", Metric.labels()));
      String message = word.isEmpty() ? "a metric is missing" : "unknown metric \"" + word + "\"";
      throw new ExpressionException(IssueCode.UNKNOWN_METRIC, start, message, hint);
    }
    return metric;
  }

  private Map<String, String> filter(Metric metric) throws ExpressionException {
    Map<String, String> only = new LinkedHashMap<>();
    int start = tokens.position();
    if (!tokens.take("{")) {
      return only;
    }
    if (metric.shape() != Metric.Shape.TIME) {
      throw tokens.error(start, "only times per pod can be restricted", "drop the braces");
    }
    do {
      int keyStart = tokens.position();
      String key = tokens.word("");
      if (!KEYS.contains(key)) {
        throw tokens.error(
            keyStart,
            "unknown key \"" + key + "\"",
            DidYouMean.hint(key, KEYS, "known are " + String.join(", ", KEYS)));
      }
      tokens.expect("=");
      String value = tokens.word("-./*?");
      if (value.isEmpty()) {
        throw tokens.error("a value is missing");
      }
      only.put(key, value);
    } while (tokens.take(","));
    tokens.expect("}");
    return only;
  }

  private Comparison comparison() throws ExpressionException {
    List<Comparison> longestFirst = new ArrayList<>(List.of(Comparison.values()));
    longestFirst.sort((a, b) -> b.sign().length() - a.sign().length());
    for (Comparison comparison : longestFirst) {
      if (tokens.take(comparison.sign())) {
        return comparison;
      }
    }
    if (tokens.peek() == '=') {
      throw tokens.error(tokens.position(), "\"=\" is no comparison", "write ==");
    }
    throw tokens.error(tokens.position(), "a comparison is missing", "one of <, <=, >, >=, ==, !=");
  }

  private double limit(Metric metric) throws ExpressionException {
    int start = tokens.position();
    String word = tokens.word(".µ$%+-");
    if (word.isEmpty()) {
      throw tokens.error(start, "a limit is missing", USAGE);
    }
    if (metric.shape() == Metric.Shape.TIME) {
      return seconds(start, word);
    }
    String number = metric == Metric.COST_USD && word.startsWith("$") ? word.substring(1) : word;
    return plain(start, number, metric.label() + " is compared with a number without a unit");
  }

  private double seconds(int start, String word) throws ExpressionException {
    try {
      return DurationText.parse(word) / 1e9;
    } catch (ExpressionException e) {
      throw new ExpressionException(e.code(), start + e.offset(), e.text(), e.hint());
    }
  }

  private double share() throws ExpressionException {
    int start = tokens.position();
    String word = tokens.word(".%+-");
    boolean percent = word.endsWith("%");
    double value =
        plain(
            start,
            percent ? word.substring(0, word.length() - 1) : word,
            "a probability is compared with a share such as 1% or 0.01");
    double share = percent ? value / 100 : value;
    if (share < 0 || share > 1) {
      throw tokens.error(start, "a probability of " + word + " is impossible", "use 0% to 100%");
    }
    return share;
  }

  private double plain(int start, String word, String hint) throws ExpressionException {
    if (word.length() > MAX_NUMBER_CHARS || !PLAIN.matcher(word).matches()) {
      throw tokens.error(start, "\"" + word + "\" is not a plain number", hint);
    }
    return Double.parseDouble(word);
  }
}
