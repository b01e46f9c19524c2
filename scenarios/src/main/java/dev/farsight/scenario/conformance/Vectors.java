package dev.farsight.scenario.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.conformance.VectorOutcome.Difference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Runs recorded vectors of kube-scheduler; the kind of each follows from its fields. */
public final class Vectors {

  private final ObjectMapper mapper = new ObjectMapper();

  /** Makes a runner. */
  public Vectors() {}

  /**
   * Runs one vector, a line of an NDJSON file.
   *
   * @throws IllegalArgumentException if the line is no vector
   */
  public VectorOutcome run(String line) {
    JsonNode vector = parse(line);
    if (!(vector instanceof ObjectNode object) || !object.has("expect")) {
      throw new IllegalArgumentException("not a vector: no field expect");
    }
    String id = object.path("id").asText();
    String kind = kindOf(object);
    String family = kind + "/" + object.path("family").asText();
    ObjectNode answer = object.deepCopy();
    try {
      answer.set("expect", parse(answerOf(kind).apply(object).toString()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      answer.putObject("expect").put("error", String.valueOf(e.getMessage()));
    }
    List<Difference> differences = new ArrayList<>();
    compare("", object.path("expect"), answer.path("expect"), differences);
    return new VectorOutcome(id, family, answer, differences);
  }

  private static Function<JsonNode, JsonNode> answerOf(String kind) {
    return switch (kind) {
      case "single" -> SingleVector::answer;
      case "sequence" -> SequenceVector::answer;
      default ->
          vector -> {
            throw new IllegalArgumentException("vectors of kind " + kind + " are not run here");
          };
    };
  }

  private static String kindOf(JsonNode vector) {
    if (vector.has("until")) {
      return "trace";
    }
    if (vector.has("steps")) {
      return "queue";
    }
    return vector.has("pods") ? "sequence" : "single";
  }

  private JsonNode parse(String text) {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void compare(
      String field, JsonNode expected, JsonNode actual, List<Difference> differences) {
    if (expected.equals(actual)) {
      return;
    }
    if (expected.isObject() && actual.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      addNames(expected, names);
      addNames(actual, names);
      for (String name : names) {
        String path = field.isEmpty() ? name : field + "." + name;
        compare(path, expected.path(name), actual.path(name), differences);
      }
      return;
    }
    if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(field + "[" + i + "]", expected.get(i), actual.get(i), differences);
      }
      return;
    }
    differences.add(new Difference(field, expected.toString(), actual.toString()));
  }

  private static void addNames(JsonNode object, TreeSet<String> names) {
    for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
      names.add(each.next());
    }
  }
}
