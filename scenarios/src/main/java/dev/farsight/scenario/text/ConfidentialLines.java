package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/**
 * The lines of a document on which values stand that no report may show: values of variables,
 * arguments, annotations, Secrets and ConfigMaps, triggers, and nearly all of Terraform files and
 * templates. Issues about such lines come without an excerpt, also where the issue itself is about
 * something harmless on the same line.
 */
final class ConfidentialLines {

  private static final Set<String> ALWAYS = Set.of("annotations", "args", "command", "env");
  private static final Set<String> OF_STORES = Set.of("data", "stringData", "binaryData");
  private static final Set<String> STORES = Set.of("Secret", "ConfigMap");
  private static final String HARMLESS_TYPES = "AWS::EKS::";

  private final Positions positions;
  private final BitSet lines = new BitSet();
  private final Deque<Part> open = new ArrayDeque<>();

  /** A part of the tree, and whether all of it is confidential. */
  private record Part(JsonNode node, boolean confidential) {}

  private ConfidentialLines(Positions positions) {
    this.positions = positions;
  }

  /** Returns the numbers of the lines of a tree that must not be shown. */
  static BitSet of(JsonNode root, Positions positions) {
    ConfidentialLines found = new ConfidentialLines(positions);
    boolean terraform = root.has("terraform_version") || root.has("format_version");
    found.open.push(new Part(root, terraform));
    while (!found.open.isEmpty()) {
      found.look(found.open.pop());
    }
    return found.lines;
  }

  private void look(Part part) {
    JsonNode node = part.node();
    Positions.Places places = positions.of(node);
    boolean store = STORES.contains(node.path("kind").asText());
    boolean template = node.path("Resources").isObject() && !node.has("kind");
    int index = 0;
    if (node.isArray()) {
      for (JsonNode item : node) {
        visit(item, part.confidential(), places, index++);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      boolean confidential =
          part.confidential()
              || ALWAYS.contains(name)
              || (store && OF_STORES.contains(name))
              || (template && !name.equals("Resources"))
              || (name.equals("Properties")
                  && !node.path("Type").asText().startsWith(HARMLESS_TYPES))
              || (name.equals("metadata") && node.has("type"));
      visit(value, confidential, places, places == null ? -1 : places.indexOf(name));
    }
  }

  private void visit(
      JsonNode value,
      boolean confidential,
      Positions.@org.jspecify.annotations.Nullable Places places,
      int index) {
    if (value.isContainerNode()) {
      open.push(new Part(value, confidential));
    } else if (confidential && places != null && index >= 0 && index < places.size()) {
      int line = Position.unpack(places.value(index)).line();
      String text = value.asText();
      int more = 1;
      for (int i = 0; i < text.length(); i++) {
        more += text.charAt(i) == '\n' ? 1 : 0;
      }
      lines.set(Math.max(0, line), Math.max(0, line) + more + 1);
    }
  }
}
