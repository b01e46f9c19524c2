package dev.farsight.scenario.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.DidYouMean;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.sim.random.Distribution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One map of a document, read field by field. Every question names a field that is allowed; {@link
 * #finish} reports those that nobody asked for. Mistakes become issues with their place, and the
 * answer to a mistaken field is the same as to an absent one.
 */
public final class Fields {

  private final Document document;
  private final JsonPath path;
  private final JsonNode node;
  private final Issues issues;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Document document, JsonPath path, JsonNode node, Issues issues) {
    this.document = document;
    this.path = path;
    this.node = node;
    this.issues = issues;
  }

  /** Returns the fields of a value, or null after reporting that it is no map. */
  public static @Nullable Fields of(
      Document document, JsonPath path, @Nullable JsonNode node, Issues issues) {
    if (node == null || !node.isObject()) {
      issues.add(
          document.issue(
              IssueCode.WRONG_TYPE, path, "expected a map, found " + describe(node), ""));
      return null;
    }
    return new Fields(document, path, node, issues);
  }

  /** Returns the document that holds the map. */
  public Document document() {
    return document;
  }

  /** Returns the path of the map. */
  public JsonPath path() {
    return path;
  }

  /** Returns the map itself. */
  public JsonNode node() {
    return node;
  }

  /** Returns where issues of this map go. */
  public Issues issues() {
    return issues;
  }

  /** Returns whether a field is there and not null. */
  public boolean has(String name) {
    return raw(name) != null;
  }

  /** Returns a field as it stands, or null if it is absent or null. */
  public @Nullable JsonNode raw(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** Returns the names of all fields that are there, in the order of the text. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  /** Returns a text, or null. */
  public @Nullable String text(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      wrongType(name, "text", value, quoted(pathOf(name), value));
      return null;
    }
    return value.textValue();
  }

  private String quoted(JsonPath path, JsonNode value) {
    return value.isValueNode() ? "write it in quotes: \"" + document.written(path) + "\"" : "";
  }

  /** Returns a text, or another one if it is absent. */
  public String text(String name, String fallback) {
    String value = text(name);
    return value == null ? fallback : value;
  }

  /** Returns a text that must be there and not be empty, or null after reporting that it is not. */
  public @Nullable String requiredText(String name, String hint) {
    String value = text(name);
    if (!node.hasNonNull(name)) {
      missing(name, hint);
      return null;
    }
    if (value != null && value.isEmpty()) {
      error(IssueCode.VALUE_NOT_ALLOWED, name, "\"" + name + "\" is empty", hint);
      return null;
    }
    return value;
  }

  /** Returns a yes or no, or a default if it is absent. */
  public boolean flag(String name, boolean fallback) {
    JsonNode value = raw(name);
    if (value != null && !value.isBoolean()) {
      wrongType(name, "true or false", value, "");
      return fallback;
    }
    return value == null ? fallback : value.booleanValue();
  }

  /** Returns a whole number within bounds, or null. */
  public @Nullable Long wholeNumber(String name, long least, long most) {
    JsonNode value = raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()) {
      wrongType(name, "a whole number", value, "");
      return null;
    }
    if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
      error(
          IssueCode.BAD_NUMBER,
          name,
          "\"" + name + "\" is " + value.asText() + ", outside " + least + " to " + most,
          "");
      return null;
    }
    return value.longValue();
  }

  /** Returns a number within bounds, or null. */
  public @Nullable Double number(String name, double least, double most) {
    JsonNode value = raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      wrongType(name, "a number", value, "");
      return null;
    }
    double number = value.doubleValue();
    if (!(number >= least && number <= most)) {
      error(
          IssueCode.BAD_NUMBER,
          name,
          "\"" + name + "\" is " + value.asText() + ", outside " + least + " to " + most,
          "");
      return null;
    }
    return number;
  }

  /** Returns a duration in nanoseconds, or null. */
  public @Nullable Long durationNanos(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() && !(value.isIntegralNumber() && value.asText().equals("0"))) {
      if (value.isNumber()) {
        error(
            IssueCode.BAD_DURATION,
            name,
            "the duration " + value.asText() + " has no unit",
            "write " + value.asText() + "s for seconds, or ms, m, h");
      } else {
        wrongType(name, "a duration such as 30s", value, "");
      }
      return null;
    }
    try {
      return DurationText.parse(value.asText());
    } catch (ExpressionException e) {
      expressionError(name, e);
      return null;
    }
  }

  /** Returns a duration in nanoseconds, or another one if it is absent. */
  public long durationNanos(String name, long fallbackNanos) {
    Long value = durationNanos(name);
    return value == null ? fallbackNanos : value;
  }

  /** Returns a latency: a duration or a distribution; or another one if it is absent. */
  public Distribution latency(String name, Distribution fallback) {
    Distribution value = latency(name);
    return value == null ? fallback : value;
  }

  /** Returns a latency: a duration or a distribution; or null. */
  public @Nullable Distribution latency(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      Long nanos = durationNanos(name);
      return nanos == null ? null : Distribution.constant(nanos);
    }
    try {
      return DistributionText.parse(value.textValue());
    } catch (ExpressionException e) {
      expressionError(name, e);
      return null;
    }
  }

  /**
   * Returns one of the constants of an enumeration, written like {@code rule-first}; or a default.
   */
  public <E extends Enum<E>> E constant(String name, Class<E> type, E fallback) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    String value = oneOf(name, words);
    return value == null ? fallback : type.getEnumConstants()[words.indexOf(value)];
  }

  /** Returns the word of a constant in scenario files, such as {@code rule-first}. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns one of some words, or null. */
  public @Nullable String oneOf(String name, List<String> allowed) {
    String value = text(name);
    if (value == null || allowed.contains(value)) {
      return value;
    }
    error(
        IssueCode.VALUE_NOT_ALLOWED,
        name,
        "\"" + name + "\" is \"" + value + "\"",
        DidYouMean.hint(value, allowed, "allowed are " + String.join(", ", allowed)));
    return null;
  }

  /** Returns an inner map, or null. */
  public @Nullable Fields map(String name) {
    JsonNode value = raw(name);
    return value == null ? null : Fields.of(document, pathOf(name), value, issues);
  }

  /** Returns an inner list of maps; absent means empty. */
  public List<Fields> maps(String name) {
    List<Fields> maps = new ArrayList<>();
    for (Item item : items(name)) {
      Fields map = Fields.of(document, item.path(), item.node(), issues);
      if (map != null) {
        maps.add(map);
      }
    }
    return maps;
  }

  /**
   * One item of a list.
   *
   * @param path where it stands
   * @param node its value
   */
  public record Item(JsonPath path, JsonNode node) {}

  /** Returns an inner list; absent means empty. */
  public List<Item> items(String name) {
    JsonNode value = raw(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      wrongType(name, "a list", value, "write it as a list: - ...");
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      items.add(new Item(pathOf(name).child(i), value.get(i)));
    }
    return items;
  }

  /** Returns an inner list of texts; a single text counts as a list of one. */
  public List<String> texts(String name) {
    JsonNode value = raw(name);
    if (value != null && value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> texts = new ArrayList<>();
    for (Item item : items(name)) {
      if (item.node().isTextual()) {
        texts.add(item.node().textValue());
      } else {
        issues.add(
            document.issue(
                IssueCode.WRONG_TYPE,
                item.path(),
                "expected text, found " + describe(item.node()),
                ""));
      }
    }
    return texts;
  }

  /** Returns an inner map of texts, as labels are; absent means empty. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode value = raw(name);
    if (value == null) {
      return texts;
    }
    if (!value.isObject()) {
      wrongType(name, "a map of texts", value, "");
      return texts;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (entry.getValue().isTextual()) {
        texts.put(entry.getKey(), entry.getValue().textValue());
      } else {
        JsonPath at = pathOf(name).child(entry.getKey());
        issues.add(
            document.issue(
                IssueCode.WRONG_TYPE,
                at,
                "expected text, found " + describe(entry.getValue()),
                quoted(at, entry.getValue())));
      }
    }
    return texts;
  }

  /** Returns the path of a field. */
  public JsonPath pathOf(String name) {
    return path.child(name);
  }

  /** Reports a mistake in the value of a field. */
  public void error(IssueCode code, String name, String message, String hint) {
    issues.add(document.issue(code, pathOf(name), message, hint));
  }

  /** Reports a mistake of the map as a whole. */
  public void error(IssueCode code, String message, String hint) {
    issues.add(document.issue(code, path, message, hint));
  }

  /** Reports that a field is not there. */
  public void missing(String name, String hint) {
    issues.add(document.issue(IssueCode.MISSING_FIELD, path, "\"" + name + "\" is missing", hint));
  }

  /**
   * Reports a mistake inside the text of a field, at its very place if the text stands on one line.
   */
  public void expressionError(String name, ExpressionException e) {
    ExpressionIssues.add(document, pathOf(name), e, issues);
  }

  /** Reports the fields that nobody asked for. */
  public void finish() {
    List<String> known = List.copyOf(asked);
    for (String name : names()) {
      if (!asked.contains(name)) {
        issues.add(
            document.keyIssue(
                IssueCode.UNKNOWN_FIELD,
                pathOf(name),
                "unknown field \"" + name + "\"",
                DidYouMean.hint(name, known, "known are " + String.join(", ", known))));
      }
    }
  }

  private void wrongType(String name, String wanted, JsonNode found, String hint) {
    error(
        IssueCode.WRONG_TYPE,
        name,
        "\"" + name + "\" must be " + wanted + ", found " + describe(found),
        hint);
  }

  private static String describe(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "nothing";
    }
    if (node.isObject()) {
      return "a map";
    }
    if (node.isArray()) {
      return "a list";
    }
    return node.isTextual() ? "the text \"" + node.textValue() + "\"" : node.asText();
  }
}
