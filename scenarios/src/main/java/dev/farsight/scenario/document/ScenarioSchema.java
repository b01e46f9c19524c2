package dev.farsight.scenario.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The JSON schema of scenario files (draft 7, which editors know best). The reader does not use it:
 * its own messages are better. A test holds the two together.
 */
public final class ScenarioSchema {

  private static final String RESOURCE = "farsight.schema.json";
  private static final int MAX_DEPTH = 12;
  private static final String STEP_PATH = "spec.timeline[].";

  private ScenarioSchema() {}

  /**
   * One field of a scenario.
   *
   * @param path path such as {@code spec.cluster.nodes[].count}
   * @param description what it means
   * @param values what it may hold, in a few words
   * @param defaultValue default as written; empty if the schema names none
   * @param required whether what it is a field of must have it
   */
  public record Field(
      String path, String description, String values, String defaultValue, boolean required) {}

  /** Returns the schema as JSON text with a final line end. */
  public static String text() {
    try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource is missing: " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the schema as a tree. */
  public static JsonNode tree() {
    try {
      return new ObjectMapper().readTree(text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns every field that the schema knows, in its order. */
  public static List<Field> fields() {
    JsonNode root = tree();
    List<Field> fields = new ArrayList<>();
    collect(root, root, "", fields, 0);
    return fields;
  }

  /**
   * Returns the actions of the timeline, of which each step has one, in the order of the schema.
   */
  public static List<Field> actions() {
    JsonNode root = tree();
    JsonNode step = root.at("/properties/spec/properties/timeline/items");
    Set<String> names = new LinkedHashSet<>();
    collectActions(step, names);
    List<Field> actions = new ArrayList<>();
    for (Field field : fields()) {
      boolean isOfStep = field.path().startsWith(STEP_PATH);
      if (isOfStep && names.contains(field.path().substring(STEP_PATH.length()))) {
        actions.add(field);
      }
    }
    return actions;
  }

  private static void collectActions(JsonNode step, Set<String> names) {
    for (JsonNode one : step.path("oneOf")) {
      one.path("required").forEach(name -> names.add(name.asText()));
    }
  }

  /**
   * Returns whether a field holds text and nothing else.
   *
   * @param path path such as {@code spec.cluster.kubernetesVersion}; indexes are left out
   */
  public static boolean isText(String path) {
    String wanted = path.replaceAll("\\.[0-9]+(?=\\.|$)", "");
    return fields().stream()
        .anyMatch(
            field ->
                field.path().replace("[]", "").equals(wanted) && field.values().equals("text"));
  }

  private static void collect(
      JsonNode root, JsonNode schema, String path, List<Field> fields, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    JsonNode resolved = resolve(root, schema);
    resolved
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              String child = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              JsonNode value = entry.getValue();
              boolean required = false;
              for (JsonNode name : resolved.path("required")) {
                required |= name.asText().equals(entry.getKey());
              }
              fields.add(field(root, child, value, required));
              collect(root, value, child, fields, depth + 1);
            });
    if (resolved.has("items")) {
      collect(root, resolved.get("items"), path + "[]", fields, depth + 1);
    }
    for (String word : List.of("oneOf", "allOf")) {
      resolved.path(word).forEach(one -> collect(root, one, path, fields, depth + 1));
    }
  }

  /** Returns what a reference stands for. */
  static JsonNode resolve(JsonNode root, JsonNode schema) {
    JsonNode resolved = schema;
    while (resolved.has("$ref")) {
      resolved = root.at(resolved.get("$ref").asText().substring(1));
    }
    return resolved;
  }

  private static Field field(JsonNode root, String path, JsonNode schema, boolean required) {
    JsonNode resolved = resolve(root, schema);
    String description = schema.path("description").asText(resolved.path("description").asText());
    return new Field(
        path, description, values(root, schema), resolved.path("default").asText(""), required);
  }

  private static String values(JsonNode root, JsonNode schema) {
    if (schema.has("$ref")) {
      return name(schema.get("$ref").asText());
    }
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.get("enum").forEach(word -> words.add(word.asText()));
      return String.join(" | ", words);
    }
    if (schema.has("const")) {
      return schema.get("const").asText();
    }
    if (schema.has("allOf")) {
      return values(root, schema.get("allOf").get(0));
    }
    if (schema.has("oneOf") && !schema.has("type")) {
      List<String> all = new ArrayList<>();
      schema.get("oneOf").forEach(one -> all.add(values(root, one)));
      return String.join(" | ", all);
    }
    JsonNode type = schema.path("type");
    if (type.asText().equals("array")) {
      return "list of " + values(root, schema.path("items"));
    }
    if (type.isArray()) {
      List<String> types = new ArrayList<>();
      type.forEach(one -> types.add(word(one.asText())));
      return String.join(" | ", types);
    }
    return word(type.asText());
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static String word(String type) {
    return switch (type) {
      case "object" -> "map";
      case "string" -> "text";
      case "integer" -> "whole number";
      case "boolean" -> "true | false";
      case "array" -> "list";
      default -> type;
    };
  }
}
