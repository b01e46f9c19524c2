package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.conformance.CaseOutcome.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, per family of cases, how many agree, and keeps where the others differ. */
public final class Agreement {

  private static final int MAX_SHOWN = 10;
  private static final int MAX_VALUE_CHARS = 300;

  private final Map<String, Family> families = new TreeMap<>();

  /** Makes an empty account. */
  public Agreement() {}

  private static final class Family {
    private int passed;
    private final List<CaseOutcome> failed = new ArrayList<>();
  }

  /** Takes notice of one case. */
  public void add(CaseOutcome outcome) {
    Family family = families.computeIfAbsent(outcome.family(), name -> new Family());
    if (outcome.passed()) {
      family.passed++;
    } else {
      family.failed.add(outcome.answer().isEmpty() ? outcome : withoutAnswer(outcome));
    }
  }

  private static CaseOutcome withoutAnswer(CaseOutcome outcome) {
    return new CaseOutcome(outcome.id(), outcome.family(), "", outcome.differences());
  }

  /** Returns how many cases agree. */
  public int passed() {
    return families.values().stream().mapToInt(family -> family.passed).sum();
  }

  /** Returns how many cases differ. */
  public int failed() {
    return families.values().stream().mapToInt(family -> family.failed.size()).sum();
  }

  /** Returns the account for machines. */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode list = root.putArray("families");
    families.forEach(
        (name, family) -> {
          ObjectNode entry = list.addObject().put("name", name);
          entry.put("passed", family.passed).put("failed", family.failed.size());
          ArrayNode failures = entry.putArray("failures");
          for (CaseOutcome outcome : family.failed) {
            for (Difference difference : outcome.differences()) {
              ObjectNode failure = failures.addObject().put("id", outcome.id());
              failure.put("field", difference.field());
              failure.set("expected", orNull(difference.expected()));
              failure.set("actual", orNull(difference.actual()));
            }
          }
        });
    return root.put("passed", passed()).put("failed", failed());
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
  }

  /** Returns the account for people: a line per family, some differences, the sum. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    families.forEach(
        (name, family) ->
            text.append(name)
                .append(' ')
                .append(family.passed)
                .append('/')
                .append(family.passed + family.failed.size())
                .append('\n'));
    addDifferences(text);
    text.append("conform: ").append(passed()).append(" passed, ").append(failed());
    return text.append(" failed\n").toString();
  }

  private void addDifferences(StringBuilder text) {
    int all = 0;
    for (Family family : families.values()) {
      for (CaseOutcome outcome : family.failed) {
        for (Difference difference : outcome.differences()) {
          if (all++ < MAX_SHOWN) {
            text.append('\n').append(outcome.family()).append(" case ").append(outcome.id());
            text.append(": ").append(difference.field()).append('\n');
            text.append("  expected  ").append(shown(difference.expected())).append('\n');
            text.append("  got       ").append(shown(difference.actual())).append('\n');
          }
        }
      }
    }
    if (all > MAX_SHOWN) {
      text.append("\n... and ").append(all - MAX_SHOWN).append(" more differences; -o json lists");
      text.append(" them all\n");
    }
    if (all > 0) {
      text.append('\n');
    }
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    String text = value.toString();
    return text.length() <= MAX_VALUE_CHARS ? text : text.substring(0, MAX_VALUE_CHARS) + " ...";
  }
}
