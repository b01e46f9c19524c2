package dev.farsight.scenario.document;

import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.result.DecimalText;
import dev.farsight.sim.time.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latencies as scenarios write them: a duration, or a distribution such as {@code
 * lognormal(median=150s, sigma=0.5, min=60s, max=350s)}.
 *
 * <p>Known are {@code constant(value)}, {@code uniform(min, max)}, {@code exponential(mean)},
 * {@code lognormal(median, sigma)}, {@code gamma(shape, scale)}, {@code triangular(min, mode, max)}
 * and {@code empirical(value, value, ...)}; parameters by name or in this order. {@code min=} and
 * {@code max=} clip the unbounded ones.
 */
public final class DistributionText {

  private static final Map<String, List<String>> PARAMETERS = new LinkedHashMap<>();

  static {
    PARAMETERS.put("constant", List.of("value"));
    PARAMETERS.put("uniform", List.of("min", "max"));
    PARAMETERS.put("exponential", List.of("mean", "min?", "max?"));
    PARAMETERS.put("lognormal", List.of("median", "sigma", "min?", "max?"));
    PARAMETERS.put("gamma", List.of("shape", "scale", "min?", "max?"));
    PARAMETERS.put("triangular", List.of("min", "mode", "max"));
    PARAMETERS.put("empirical", List.of());
  }

  private final Tokens tokens;

  private DistributionText(String text) {
    this.tokens = new Tokens(text);
  }

  /**
   * Reads a duration or a distribution.
   *
   * @throws ExpressionException if the text is neither
   */
  public static Distribution parse(String text) throws ExpressionException {
    return new DistributionText(text).distribution(text);
  }

  private Distribution distribution(String text) throws ExpressionException {
    int start = tokens.position();
    String name = tokens.word(".µ");
    if (tokens.peek() != '(') {
      return Distribution.constant(DurationText.parse(text));
    }
    List<String> parameters = PARAMETERS.get(name);
    if (parameters == null) {
      List<String> known = List.copyOf(PARAMETERS.keySet());
      throw tokens.error(
          start,
          "unknown distribution \"" + name + "\"",
          DidYouMean.hint(name, known, "known are " + String.join(", ", known)));
    }
    tokens.expect("(");
    Distribution result =
        name.equals("empirical") ? empirical() : build(name, start, arguments(name, parameters));
    tokens.expectEnd();
    return result;
  }

  private Distribution empirical() throws ExpressionException {
    List<Long> values = new ArrayList<>();
    do {
      values.add(duration());
    } while (tokens.take(","));
    tokens.expect(")");
    long[] nanos = new long[values.size()];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = values.get(i);
    }
    return new Distribution.Empirical(nanos);
  }

  private long duration() throws ExpressionException {
    int start = tokens.position();
    String word = tokens.word(".µ");
    try {
      return DurationText.parse(word);
    } catch (ExpressionException e) {
      throw new ExpressionException(e.code(), start, e.text(), e.hint());
    }
  }

  private Map<String, Argument> arguments(String name, List<String> parameters)
      throws ExpressionException {
    Map<String, Argument> arguments = new LinkedHashMap<>();
    int place = 0;
    while (tokens.peek() != ')') {
      int start = tokens.position();
      String first = tokens.word(".µ");
      String key;
      String value;
      if (tokens.take("=")) {
        key = first;
        start = tokens.position();
        value = tokens.word(".µ");
      } else {
        key = place < parameters.size() ? plain(parameters.get(place)) : "";
        value = first;
      }
      place++;
      checkKey(name, parameters, key, start);
      if (arguments.put(key, new Argument(start, value)) != null) {
        throw tokens.error(start, "\"" + key + "\" is given twice", "");
      }
      if (!tokens.take(",")) {
        break;
      }
    }
    int end = tokens.position();
    tokens.expect(")");
    for (String parameter : parameters) {
      if (!parameter.endsWith("?") && !arguments.containsKey(parameter)) {
        throw tokens.error(
            end, "\"" + parameter + "\" of " + name + " is missing", usage(name, parameters));
      }
    }
    return arguments;
  }

  private void checkKey(String name, List<String> parameters, String key, int start)
      throws ExpressionException {
    List<String> known = parameters.stream().map(DistributionText::plain).toList();
    if (!known.contains(key)) {
      throw tokens.error(
          start,
          key.isEmpty() ? "too many values for " + name : "unknown parameter \"" + key + "\"",
          DidYouMean.hint(key, known, usage(name, parameters)));
    }
  }

  private static String plain(String parameter) {
    return parameter.endsWith("?") ? parameter.substring(0, parameter.length() - 1) : parameter;
  }

  private static String usage(String name, List<String> parameters) {
    return "write " + name + "(" + String.join(", ", parameters) + ")";
  }

  private record Argument(int offset, String text) {

    long nanos() throws ExpressionException {
      try {
        return DurationText.parse(text);
      } catch (ExpressionException e) {
        throw new ExpressionException(e.code(), offset, e.text(), e.hint());
      }
    }
  }

  private Distribution build(String name, int start, Map<String, Argument> arguments)
      throws ExpressionException {
    try {
      return switch (name) {
        case "constant" -> Distribution.constant(nanos(arguments, "value"));
        case "uniform" ->
            new Distribution.Uniform(nanos(arguments, "min"), nanos(arguments, "max"));
        case "exponential" ->
            clip(new Distribution.Exponential(nanos(arguments, "mean")), arguments);
        case "lognormal" ->
            clip(
                new Distribution.Lognormal(nanos(arguments, "median"), plain(arguments, "sigma")),
                arguments);
        case "gamma" ->
            clip(
                new Distribution.Gamma(plain(arguments, "shape"), nanos(arguments, "scale")),
                arguments);
        default ->
            new Distribution.Triangular(
                nanos(arguments, "min"), nanos(arguments, "mode"), nanos(arguments, "max"));
      };
    } catch (IllegalArgumentException e) {
      throw tokens.error(start, String.valueOf(e.getMessage()), "");
    }
  }

  private static Distribution clip(Distribution inner, Map<String, Argument> arguments)
      throws ExpressionException {
    @Nullable Argument min = arguments.get("min");
    @Nullable Argument max = arguments.get("max");
    if (min == null && max == null) {
      return inner;
    }
    return inner.clipped(
        min == null ? 0 : min.nanos(), max == null ? DurationText.MAX_NANOS : max.nanos());
  }

  private long nanos(Map<String, Argument> arguments, String key) throws ExpressionException {
    return argument(arguments, key).nanos();
  }

  private double plain(Map<String, Argument> arguments, String key) throws ExpressionException {
    Argument argument = argument(arguments, key);
    if (!argument.text().matches("[0-9]{1,9}(\\.[0-9]{1,12})?")) {
      throw tokens.error(
          argument.offset(),
          "\"" + argument.text() + "\" is not a plain number",
          key + " has no unit");
    }
    return Double.parseDouble(argument.text());
  }

  private static Argument argument(Map<String, Argument> arguments, String key) {
    Argument argument = arguments.get(key);
    if (argument == null) {
      throw new IllegalStateException("parameter " + key + " was not checked");
    }
    return argument;
  }

  /** Returns the text of a distribution, which {@link #parse} reads back. */
  public static String of(Distribution distribution) {
    if (distribution instanceof Distribution.Constant d) {
      return time(d.nanos());
    }
    if (distribution instanceof Distribution.Uniform d) {
      return "uniform(" + time(d.minNanos()) + ", " + time(d.maxNanos()) + ")";
    }
    if (distribution instanceof Distribution.Exponential d) {
      return "exponential(mean=" + time(d.meanNanos()) + ")";
    }
    if (distribution instanceof Distribution.Lognormal d) {
      return "lognormal(median=" + time(d.medianNanos()) + ", sigma=" + number(d.sigma()) + ")";
    }
    if (distribution instanceof Distribution.Gamma d) {
      return "gamma(shape=" + number(d.shape()) + ", scale=" + time(d.scaleNanos()) + ")";
    }
    if (distribution instanceof Distribution.Triangular d) {
      return "triangular("
          + time(d.minNanos())
          + ", "
          + time(d.modeNanos())
          + ", "
          + time(d.maxNanos())
          + ")";
    }
    if (distribution instanceof Distribution.Clipped d) {
      String inner = of(d.inner());
      return inner.substring(0, inner.length() - 1)
          + ", min="
          + time(d.minNanos())
          + ", max="
          + time(d.maxNanos())
          + ")";
    }
    if (distribution instanceof Distribution.Empirical d) {
      List<String> values = new ArrayList<>();
      for (long nanos : d.sortedNanos()) {
        values.add(time(nanos));
      }
      return "empirical(" + String.join(", ", values) + ")";
    }
    throw new IllegalArgumentException("unknown distribution " + distribution);
  }

  private static String time(long nanos) {
    return SimTime.format(nanos);
  }

  private static String number(double value) {
    return DecimalText.of(value);
  }
}
