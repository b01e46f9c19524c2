package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.conformance.CaseOutcome.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares what was recorded with what was computed, field by field. */
public final class JsonComparison {

  private JsonComparison() {}

  /** Returns the innermost fields that differ. Numbers are equal by value: 4 and 4.0 are. */
  public static List<Difference> differences(JsonNode expected, JsonNode actual) {
    List<Difference> found = new ArrayList<>();
    compare("", expected, actual, found);
    return found;
  }

  private static void compare(
      String field, JsonNode expected, JsonNode actual, List<Difference> found) {
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      actual.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String path = field.isEmpty() ? name : field + "." + name;
        compare(path, expected.path(name), actual.path(name), found);
      }
    } else if (expected.isArray()
        && actual.isArray()
        && (holdsMore(expected) || holdsMore(actual))) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        compare(field + "[" + i + "]", expected.path(i), actual.path(i), found);
      }
    } else if (!expected.equals(JsonComparison::byValue, actual)) {
      found.add(new Difference(field, expected, actual));
    }
  }

  /** Returns whether a list holds objects or lists: lists of words are told as a whole. */
  private static boolean holdsMore(JsonNode list) {
    for (JsonNode item : list) {
      if (item.isContainerNode()) {
        return true;
      }
    }
    return false;
  }

  private static int byValue(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
