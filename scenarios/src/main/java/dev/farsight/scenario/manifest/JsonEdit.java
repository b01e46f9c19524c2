package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Careful changes to a JSON tree that may have any shape: where a value has an unexpected type
 * nothing is changed, since reading reports it later.
 */
final class JsonEdit {

  private JsonEdit() {}

  /** Returns whether a field is absent or null. */
  static boolean isAbsent(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull();
  }

  /** Returns the map in a field, or null if there is none. */
  static @Nullable ObjectNode object(@Nullable JsonNode node, String name) {
    return node != null && node.get(name) instanceof ObjectNode found ? found : null;
  }

  /** Returns the map in a field, made if absent; null if the field holds something else. */
  static @Nullable ObjectNode objectOrNew(@Nullable JsonNode node, String name) {
    if (!(node instanceof ObjectNode owner)) {
      return null;
    }
    return isAbsent(owner, name) ? owner.putObject(name) : object(owner, name);
  }

  /** Returns the maps in a list, without anything else it may hold. */
  static List<ObjectNode> objects(@Nullable JsonNode node, String name) {
    List<ObjectNode> found = new ArrayList<>();
    if (node != null && node.path(name).isArray()) {
      for (JsonNode item : node.get(name)) {
        if (item instanceof ObjectNode object) {
          found.add(object);
        }
      }
    }
    return found;
  }

  /** Returns the text in a field; empty if there is none. */
  static String text(@Nullable JsonNode node, String... path) {
    JsonNode value = node;
    for (String name : path) {
      value = value == null ? null : value.get(name);
    }
    return value != null && value.isTextual() ? value.textValue() : "";
  }

  /** Sets a text where the field is absent. */
  static void textIfAbsent(ObjectNode node, String name, String value) {
    if (isAbsent(node, name) || (node.get(name).isTextual() && text(node, name).isEmpty())) {
      node.put(name, value);
    }
  }

  /** Sets a number where the field is absent. */
  static void numberIfAbsent(ObjectNode node, String name, int value) {
    if (isAbsent(node, name)) {
      node.put(name, value);
    }
  }

  /** Sets a truth where the field is absent. */
  static void booleanIfAbsent(ObjectNode node, String name, boolean value) {
    if (isAbsent(node, name)) {
      node.put(name, value);
    }
  }

  /** Copies a field where the target has none. */
  static void copyIfAbsent(ObjectNode target, String name, JsonNode source, String sourceName) {
    if (isAbsent(target, name) && !isAbsent(source, sourceName)) {
      target.set(name, source.get(sourceName).deepCopy());
    }
  }

  /** Moves a field to another name, where the other is absent. */
  static void rename(ObjectNode node, String from, String to) {
    JsonNode value = node.remove(from);
    if (value != null && isAbsent(node, to)) {
      node.set(to, value);
    }
  }
}
