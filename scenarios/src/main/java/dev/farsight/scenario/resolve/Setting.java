package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.farsight.scenario.document.ScenarioSchema;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.Document;
import dev.farsight.scenario.text.JsonPath;
import dev.farsight.scenario.text.TextLimits;
import dev.farsight.scenario.text.TextLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code --set path=value}: a value that replaces that of the file.
 *
 * @param path path such as {@code model.fargate.launch} or {@code timeline[1].at}; counted from
 *     {@code spec} unless it begins with {@code spec}, {@code metadata}, {@code apiVersion} or
 *     {@code kind}
 * @param value value as YAML
 */
public record Setting(String path, String value) {

  private static final List<String> ROOTS = List.of("spec", "metadata", "apiVersion", "kind");

  /** Reads {@code path=value}, or returns null if there is no path or no equals sign. */
  public static @Nullable Setting tryParse(String text) {
    int equals = text.indexOf('=');
    return equals < 1
        ? null
        : new Setting(text.substring(0, equals).strip(), text.substring(equals + 1));
  }

  /** Puts the value into a document, making the maps on its way. */
  public void apply(Document document, Issues issues) {
    List<Document> values = new TextLoader(TextLimits.DEFAULT, issues).loadText(shown(), value);
    List<String> steps = steps();
    JsonNode node = document.root();
    JsonPath place = JsonPath.ROOT;
    JsonPath made = null;
    for (int i = 0; i < steps.size() - 1 && node != null; i++) {
      place = below(place, node, steps.get(i));
      made = made == null && !node.hasNonNull(steps.get(i)) && node.isObject() ? place : made;
      node = descend(node, steps.get(i));
    }
    String last = steps.get(steps.size() - 1);
    JsonNode wanted = values.isEmpty() ? null : asMeant(values.get(0).root());
    if (node != null) {
      document.replaced(made == null ? below(place, node, last) : made, "--set " + this);
    }
    boolean done = false;
    if (wanted != null && node instanceof ObjectNode object) {
      object.set(last, wanted);
      done = true;
    } else if (wanted != null && node instanceof ArrayNode array && isIndex(last, array)) {
      array.set(Integer.parseInt(last), wanted);
      done = true;
    }
    if (!done) {
      issues.add(
          Issue.of(
              IssueCode.UNKNOWN_FIELD,
              "--set " + path + "=" + value + ": there is nothing to set",
              "write it as in --set model.fargate.launch=30s or --set timeline[1].at=10m"));
    }
  }

  /** A version such as 1.30 is text, although YAML takes it for a number and drops the zero. */
  private JsonNode asMeant(JsonNode read) {
    boolean bare = read.isNumber() || read.isBoolean();
    return bare && ScenarioSchema.isText(String.join(".", steps()))
        ? TextNode.valueOf(value.strip())
        : read;
  }

  private static JsonPath below(JsonPath path, JsonNode node, String step) {
    return node instanceof ArrayNode array && isIndex(step, array)
        ? path.child(Integer.parseInt(step))
        : path.child(step);
  }

  private String shown() {
    return "--set " + path;
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (String part : path.replace("[", ".").replace("]", "").split("\\.", -1)) {
      steps.add(part);
    }
    if (!ROOTS.contains(steps.get(0))) {
      steps.add(0, "spec");
    }
    return steps;
  }

  private static @Nullable JsonNode descend(JsonNode node, String step) {
    if (node instanceof ArrayNode array) {
      return isIndex(step, array) ? array.get(Integer.parseInt(step)) : null;
    }
    if (node instanceof ObjectNode object) {
      JsonNode next = object.get(step);
      return next == null || next.isNull() ? object.putObject(step) : next;
    }
    return null;
  }

  private static boolean isIndex(String step, ArrayNode array) {
    return step.matches("[0-9]{1,6}") && Integer.parseInt(step) < array.size();
  }

  @Override
  public String toString() {
    return path + "=" + value;
  }
}
