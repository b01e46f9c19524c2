package dev.farsight.scenario.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of a CloudFormation template come to where all that they need stands in the
 * template: defaults of parameters, mappings and conditions. What depends on the stack or on other
 * resources stays the function that it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class CloudFormationValues {

  /** How deep functions may stand in one another; conditions may even name themselves. */
  private static final int MAX_DEPTH = 40;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonNode template;

  CloudFormationValues(JsonNode template) {
    this.template = template;
  }

  /** Returns a value with the functions in it resolved as far as they can be. */
  JsonNode of(JsonNode value) {
    return resolve(value, 0);
  }

  /** Returns whether a resource is created: true, false, or null where nothing tells. */
  @Nullable Boolean isCreated(JsonNode resource) {
    JsonNode condition = resource.path("Condition");
    return condition.isTextual() ? holds(condition.asText(), 0) : Boolean.TRUE;
  }

  private JsonNode resolve(JsonNode value, int depth) {
    if (depth > MAX_DEPTH || value.isValueNode() || value.isMissingNode()) {
      return value;
    }
    if (value.isArray()) {
      ArrayNode list = NODES.arrayNode();
      for (JsonNode item : value) {
        JsonNode resolved = resolve(item, depth + 1);
        if (!isNoValue(resolved)) {
          list.add(resolved);
        }
      }
      return list;
    }
    if (value.size() == 1) {
      Map.Entry<String, JsonNode> only = value.properties().iterator().next();
      JsonNode result = call(only.getKey(), only.getValue(), depth);
      if (result != null) {
        return result.isMissingNode() ? value : result;
      }
    }
    ObjectNode map = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      JsonNode resolved = resolve(entry.getValue(), depth + 1);
      if (!isNoValue(resolved)) {
        map.set(entry.getKey(), resolved);
      }
    }
    return map;
  }

  private static boolean isNoValue(JsonNode value) {
    return value.path("Ref").asText().equals("AWS::NoValue");
  }

  /** Returns the result of a function, missing if it is opaque; null if this is no function. */
  private @Nullable JsonNode call(String function, JsonNode argument, int depth) {
    return switch (function) {
      case "Ref" -> parameter(argument.asText());
      case "Fn::Sub" -> substituted(argument, depth);
      case "Fn::Join" -> joined(argument, depth);
      case "Fn::If" -> chosen(argument, depth);
      case "Fn::FindInMap" -> found(argument, depth);
      case "Fn::Select" -> selected(argument, depth);
      case "Fn::Split" -> split(argument, depth);
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> truth(function, argument, depth);
      default -> function.startsWith("Fn::") ? MissingNode.getInstance() : null;
    };
  }

  private JsonNode parameter(String name) {
    JsonNode parameter = template.path("Parameters").path(name);
    String type = parameter.path("Type").asText();
    JsonNode standard = parameter.path("Default");
    if (type.startsWith("AWS::SSM::")) {
      return MissingNode.getInstance(); // the default is the path of the value
    }
    boolean list = type.startsWith("List<") || type.equals("CommaDelimitedList");
    if (!list || !standard.isTextual()) {
      return standard;
    }
    ArrayNode items = NODES.arrayNode();
    for (String item : standard.asText().split(",", -1)) {
      items.add(item.strip());
    }
    return items;
  }

  private JsonNode substituted(JsonNode argument, int depth) {
    JsonNode text = argument.isArray() ? argument.path(0) : argument;
    JsonNode own = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
    StringBuilder result = new StringBuilder();
    String rest = text.asText();
    for (int open = rest.indexOf("${"); open >= 0; open = rest.indexOf("${")) {
      int close = rest.indexOf('}', open);
      if (close < 0) {
        return MissingNode.getInstance();
      }
      result.append(rest, 0, open);
      String name = rest.substring(open + 2, close);
      if (name.startsWith("!")) {
        result.append("${").append(name.substring(1)).append('}');
      } else {
        JsonNode value = own.has(name) ? resolve(own.get(name), depth + 1) : parameter(name);
        if (!value.isValueNode() || value.isNull()) {
          return MissingNode.getInstance();
        }
        result.append(value.asText());
      }
      rest = rest.substring(close + 1);
    }
    return text.isTextual()
        ? TextNode.valueOf(result.append(rest).toString())
        : MissingNode.getInstance();
  }

  private JsonNode joined(JsonNode argument, int depth) {
    JsonNode items = resolve(argument.path(1), depth + 1);
    if (!items.isArray()) {
      return MissingNode.getInstance();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items) {
      if (!item.isValueNode()) {
        return MissingNode.getInstance();
      }
      texts.add(item.asText());
    }
    return TextNode.valueOf(String.join(argument.path(0).asText(), texts));
  }

  private JsonNode chosen(JsonNode argument, int depth) {
    Boolean holds = holds(argument.path(0).asText(), depth + 1);
    return holds == null
        ? MissingNode.getInstance()
        : resolve(argument.path(holds ? 1 : 2), depth + 1);
  }

  private JsonNode found(JsonNode argument, int depth) {
    JsonNode place = template.path("Mappings");
    for (int i = 0; i < 3; i++) {
      JsonNode key = resolve(argument.path(i), depth + 1);
      place = key.isValueNode() ? place.path(key.asText()) : MissingNode.getInstance();
    }
    return place;
  }

  private JsonNode selected(JsonNode argument, int depth) {
    JsonNode index = resolve(argument.path(0), depth + 1);
    JsonNode list = resolve(argument.path(1), depth + 1);
    return list.isArray() ? list.path(index.asInt(-1)) : MissingNode.getInstance();
  }

  private JsonNode split(JsonNode argument, int depth) {
    JsonNode text = resolve(argument.path(1), depth + 1);
    String at = argument.path(0).asText();
    if (!text.isTextual() || at.isEmpty()) {
      return MissingNode.getInstance();
    }
    ArrayNode parts = NODES.arrayNode();
    String rest = text.asText();
    for (int next = rest.indexOf(at); next >= 0; next = rest.indexOf(at)) {
      parts.add(rest.substring(0, next));
      rest = rest.substring(next + at.length());
    }
    return parts.add(rest);
  }

  private @Nullable Boolean holds(String condition, int depth) {
    JsonNode written = template.path("Conditions").path(condition);
    return depth > MAX_DEPTH ? null : truthOf(written, depth + 1);
  }

  private @Nullable Boolean truthOf(JsonNode written, int depth) {
    if (written.size() != 1 || !written.isObject()) {
      return null;
    }
    Map.Entry<String, JsonNode> only = written.properties().iterator().next();
    if (only.getKey().equals("Condition")) {
      return holds(only.getValue().asText(), depth + 1);
    }
    JsonNode result = truth(only.getKey(), only.getValue(), depth + 1);
    return result.isBoolean() ? (Boolean) result.booleanValue() : null;
  }

  private JsonNode truth(String function, JsonNode argument, int depth) {
    if (depth > MAX_DEPTH) {
      return MissingNode.getInstance();
    }
    if (function.equals("Fn::Equals")) {
      JsonNode left = resolve(argument.path(0), depth + 1);
      JsonNode right = resolve(argument.path(1), depth + 1);
      return left.isValueNode() && right.isValueNode()
          ? BooleanNode.valueOf(left.asText().equals(right.asText()))
          : MissingNode.getInstance();
    }
    boolean and = function.equals("Fn::And");
    boolean known = true;
    for (JsonNode part : argument) {
      Boolean holds = truthOf(part, depth + 1);
      if (holds == null) {
        known = false;
      } else if (function.equals("Fn::Not")) {
        return BooleanNode.valueOf(!holds);
      } else if (holds != and) {
        return BooleanNode.valueOf(!and); // one that fails an And, or fulfils an Or, decides
      }
    }
    return known && !argument.isEmpty() ? BooleanNode.valueOf(and) : MissingNode.getInstance();
  }
}
