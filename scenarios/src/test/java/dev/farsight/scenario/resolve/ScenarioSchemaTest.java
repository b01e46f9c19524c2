package dev.farsight.scenario.resolve;

import static com.networknt.schema.SpecificationVersion.DRAFT_7;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import dev.farsight.scenario.document.ScenarioSchema;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the schema and the reader together: for every map of the schema, and every choice of words,
 * a scenario with a nonsense field or word is read, and what the reader says it knows must be what
 * the schema says.
 */
class ScenarioSchemaTest {

  private static final String NONSENSE = "zzzzzzzzzzzzzzzzzzzzzzzz";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode ROOT = ScenarioSchema.tree();

  /** Values for fields that must be there, wherever they are. */
  private static final Map<String, JsonNode> SAMPLES = samples();

  private static Map<String, JsonNode> samples() {
    Map<String, JsonNode> samples = new LinkedHashMap<>();
    samples.put("apiVersion", JSON.textNode("farsight.dev/v1alpha1"));
    samples.put("name", JSON.textNode("some"));
    samples.put("namespace", JSON.textNode("default"));
    samples.put("key", JSON.textNode("role"));
    samples.put("config", JSON.textNode("cluster.yaml"));
    samples.put("replicas", JSON.numberNode(1));
    samples.put("release", JSON.textNode("some"));
    samples.put("serviceTime", JSON.textNode("1s"));
    for (String pods : List.of("select", "servedBy", "pods")) {
      samples.put(pods, JSON.objectNode());
    }
    for (String named : List.of("metric", "workload")) {
      samples.put(named, JSON.objectNode().put("name", "some"));
    }
    for (String curve : List.of("arrivals", "demand")) {
      samples.put(curve, JSON.objectNode().put("constant", 1));
    }
    samples.put("selectors", JSON.arrayNode().add(JSON.objectNode().put("namespace", "default")));
    return samples;
  }

  /** Where in a scenario a part of the schema stands: fields, and "[]" for an item of a list. */
  private record Place(List<String> path, JsonNode schema) {
    Place child(String step, JsonNode schema) {
      List<String> longer = new ArrayList<>(path);
      longer.add(step);
      return new Place(longer, schema);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? "the file" : String.join(".", path);
    }
  }

  private static JsonNode resolve(JsonNode schema) {
    JsonNode resolved = schema;
    while (resolved.has("$ref")) {
      resolved = ROOT.at(resolved.get("$ref").asText().substring(1));
    }
    return resolved;
  }

  private static void collect(Place place, List<Place> places) {
    JsonNode schema = resolve(place.schema());
    places.add(new Place(place.path(), schema));
    schema
        .path("properties")
        .properties()
        .forEach(entry -> collect(place.child(entry.getKey(), entry.getValue()), places));
    if (schema.has("items")) {
      collect(place.child("[]", schema.get("items")), places);
    }
    for (String word : List.of("oneOf", "allOf")) {
      schema.path(word).forEach(one -> collect(new Place(place.path(), one), places));
    }
  }

  private static List<Place> places() {
    List<Place> places = new ArrayList<>();
    collect(new Place(List.of(), ROOT), places);
    return places;
  }

  /** Returns a scenario that holds a value at a place, and all that must be around it. */
  private static JsonNode scenario(Place place, JsonNode value) {
    return wrap(place.path(), 0, ROOT, value);
  }

  private static JsonNode wrap(List<String> path, int depth, JsonNode schema, JsonNode value) {
    if (depth == path.size()) {
      return value;
    }
    String step = path.get(depth);
    if (step.equals("[]")) {
      ArrayNode list = JSON.arrayNode();
      return list.add(wrap(path, depth + 1, itemsOf(schema), value));
    }
    JsonNode holder = holding(schema, step);
    ObjectNode map = filled(holder, path.subList(0, depth));
    map.set(step, wrap(path, depth + 1, holder.get("properties").get(step), value));
    return map;
  }

  private static JsonNode itemsOf(JsonNode schema) {
    return alternatives(schema)
        .filter(one -> one.has("items"))
        .findFirst()
        .orElseThrow()
        .get("items");
  }

  private static JsonNode holding(JsonNode schema, String field) {
    return alternatives(schema)
        .filter(one -> one.path("properties").has(field))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> alternatives(JsonNode schema) {
    JsonNode resolved = resolve(schema);
    List<JsonNode> all = new ArrayList<>(List.of(resolved));
    resolved.path("oneOf").forEach(one -> alternatives(one).forEach(all::add));
    resolved.path("allOf").forEach(one -> alternatives(one).forEach(all::add));
    return all.stream();
  }

  /** Returns a map with the fields that must be there. */
  private static ObjectNode filled(JsonNode schema, List<String> path) {
    ObjectNode map = JSON.objectNode();
    for (JsonNode required : schema.path("required")) {
      String field = required.asText();
      if (field.equals("kind")) {
        boolean fault = path.contains("fault") || path.contains("mend");
        map.put("kind", path.isEmpty() ? "Scenario" : fault ? "nat-down" : "Deployment");
      } else if (SAMPLES.containsKey(field)) {
        map.set(field, SAMPLES.get(field));
      }
    }
    if (path.equals(List.of("spec", "timeline", "[]"))) {
      map.put("at", "0s");
    }
    return map;
  }

  private static List<Issue> issues(JsonNode scenario) {
    Issues issues = new Issues();
    byte[] text = scenario.toString().getBytes(StandardCharsets.UTF_8);
    ScenarioResolver.resolve(
        new ScenarioSource("s.json", text, new DirectoryFiles(Path.of("target"))),
        List.of(),
        issues);
    return issues.sorted();
  }

  private static Set<String> wordsOf(String hint, String lead) {
    assertThat(hint).startsWith(lead);
    return new TreeSet<>(Arrays.asList(hint.substring(lead.length()).split(", ", -1)));
  }

  @TestFactory
  Stream<DynamicTest> theReaderKnowsTheFieldsOfTheSchema() {
    return places().stream()
        .filter(place -> place.schema().path("additionalProperties").isBoolean())
        .map(
            place ->
                DynamicTest.dynamicTest(
                    place.toString(),
                    () -> {
                      Set<String> fields = new TreeSet<>();
                      place.schema().get("properties").fieldNames().forEachRemaining(fields::add);
                      ObjectNode map = filled(place.schema(), place.path());
                      boolean step = place.path().equals(List.of("spec", "timeline", "[]"));
                      map.put(NONSENSE, 1);
                      Set<String> known = known(scenario(place, map));
                      if (step) {
                        known.addAll(List.of("at", "after", "id", "timeout"));
                      }
                      assertThat(known)
                          .as("fields of %s: keep farsight.schema.json in step", place)
                          .isEqualTo(fields);
                    }));
  }

  private static Set<String> known(JsonNode scenario) {
    for (Issue issue : issues(scenario)) {
      if (issue.message().contains(NONSENSE)
          && (issue.code() == IssueCode.UNKNOWN_FIELD || issue.code() == IssueCode.UNKNOWN_STEP)) {
        return wordsOf(issue.hint(), "known are ");
      }
    }
    throw new AssertionError("the reader took no notice of it: " + scenario + issues(scenario));
  }

  @TestFactory
  Stream<DynamicTest> theReaderKnowsTheWordsOfTheSchema() {
    return places().stream()
        .filter(place -> place.schema().has("enum"))
        .map(
            place ->
                DynamicTest.dynamicTest(
                    place.toString(),
                    () -> {
                      Set<String> words = new TreeSet<>();
                      place.schema().get("enum").forEach(word -> words.add(word.asText()));
                      JsonNode scenario = scenario(place, JSON.textNode(NONSENSE));
                      assertThat(allowed(scenario))
                          .as("words of %s: keep farsight.schema.json in step", place)
                          .isEqualTo(words);
                      for (String word : words) {
                        assertThat(issues(scenario(place, JSON.textNode(word))))
                            .noneMatch(issue -> issue.code() == IssueCode.VALUE_NOT_ALLOWED);
                      }
                    }));
  }

  private static Set<String> allowed(JsonNode scenario) {
    for (Issue issue : issues(scenario)) {
      if (issue.message().contains(NONSENSE)) {
        return wordsOf(issue.hint(), "allowed are ");
      }
    }
    throw new AssertionError("the reader took no notice of it: " + scenario + issues(scenario));
  }

  @TestFactory
  Stream<DynamicTest> numbersAndFlagsOfTheSchemaAreNothingElse() {
    return places().stream()
        .filter(place -> Set.of("integer", "boolean", "number").contains(type(place)))
        .map(
            place ->
                DynamicTest.dynamicTest(
                    place.toString(),
                    () ->
                        assertThat(issues(scenario(place, JSON.textNode(NONSENSE))))
                            .anyMatch(
                                issue ->
                                    issue.code() == IssueCode.WRONG_TYPE
                                        || issue.code() == IssueCode.BAD_NUMBER)));
  }

  private static String type(Place place) {
    return place.schema().path("type").asText();
  }

  @TestFactory
  Stream<DynamicTest> everyBundledScenarioIsValidByTheSchema() {
    Schema schema = SchemaRegistry.withDefaultDialect(DRAFT_7).getSchema(ROOT);
    return Library.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(schema.validate(tree(name))).isEmpty()));
  }

  private static JsonNode tree(String name) {
    ScenarioSource source = Library.find(name);
    if (source == null) {
      throw new AssertionError(name + " is missing");
    }
    Issues issues = new Issues();
    return new TextLoader(TextLimits.DEFAULT, issues)
        .load(source.name(), source.text())
        .get(0)
        .root();
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() {
    Schema schema = SchemaRegistry.withDefaultDialect(DRAFT_7).getSchema(ROOT);
    for (String[] wrong :
        new String[][] {
          {"spec", "until", "30"},
          {"spec", "replications", "many"},
          {"spec", "model", "kubelet", "imagePull", "normal(3s, 1s)"},
          {"spec", "timeline", "[]", "at", "5 minutes"},
          {"spec", "cluster", "network", "nat", "no"}
        }) {
      List<String> path = List.of(wrong).subList(0, wrong.length - 1);
      JsonNode scenario =
          scenario(new Place(path, JSON.missingNode()), JSON.textNode(wrong[wrong.length - 1]));
      assertThat(schema.validate(scenario)).as(scenario.toString()).isNotEmpty();
      assertThat(issues(scenario)).as(scenario.toString()).isNotEmpty();
    }
  }
}
