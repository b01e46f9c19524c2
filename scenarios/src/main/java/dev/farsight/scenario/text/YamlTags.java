package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.farsight.scenario.issue.IssueCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a tag says about a YAML value.
 *
 * <p>The tags of the YAML core are read as go-yaml does; the short functions of CloudFormation
 * become their long form, an object such as {@code {"Fn::Sub": "..."}}, which no field of a
 * manifest accepts; any other tag is refused, and nothing is ever constructed from one.
 */
final class YamlTags {

  private static final String YAML = "tag:yaml.org,2002:";
  private static final Set<String> FUNCTIONS =
      Set.of(
          "And",
          "Base64",
          "Cidr",
          "Equals",
          "FindInMap",
          "ForEach",
          "GetAtt",
          "GetAZs",
          "If",
          "ImportValue",
          "Join",
          "Length",
          "Not",
          "Or",
          "Select",
          "Split",
          "Sub",
          "ToJsonString",
          "Transform");

  private final TextLimits limits;
  private final YamlScalars scalars;

  YamlTags(TextLimits limits) {
    this.limits = limits;
    this.scalars = new YamlScalars(limits);
  }

  /** Returns the value of a scalar. */
  JsonNode scalar(ScalarEvent event, long position) throws TextException {
    String text = event.getValue();
    if (text.length() > limits.maxScalarChars()) {
      throw new TextException(
          IssueCode.VALUE_TOO_LONG,
          position,
          "the value has " + text.length() + " characters, more than " + limits.maxScalarChars(),
          "");
    }
    String tag = event.getTag();
    if (tag == null || tag.equals("!")) {
      return tag == null && event.isPlain() ? plain(text, position) : TextNode.valueOf(text);
    }
    String function = functionOf(tag);
    if (function != null) {
      return functionCall(function, TextNode.valueOf(text));
    }
    if (!tag.startsWith(YAML)) {
      throw refused(tag, position);
    }
    return tagged(tag.substring(YAML.length()), text, position);
  }

  private JsonNode tagged(String name, String text, long position) throws TextException {
    switch (name) {
      case "str", "timestamp" -> {
        return TextNode.valueOf(text);
      }
      case "binary" -> {
        return TextNode.valueOf(decode(text, position));
      }
      case "int", "float", "bool", "null" -> {
        JsonNode value = plain(text, position);
        boolean fits =
            switch (name) {
              case "int" -> value.isIntegralNumber();
              case "float" -> value.isNumber();
              case "bool" -> value.isBoolean();
              default -> value.isNull();
            };
        if (!fits) {
          throw new TextException(
              IssueCode.WRONG_TYPE, position, "\"" + text + "\" is no " + name, "remove the tag");
        }
        return value;
      }
      default -> throw refused("!!" + name, position);
    }
  }

  private static String decode(String text, long position) throws TextException {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new TextException(
          IssueCode.WRONG_TYPE, position, "!!binary value is not base64", "remove the tag");
    }
  }

  /** Returns a map or list with its tag applied. */
  JsonNode collection(@Nullable String tag, JsonNode collection, Positions positions, long position)
      throws TextException {
    if (tag == null
        || tag.equals("!")
        || tag.equals(YAML + (collection.isArray() ? "seq" : "map"))) {
      return collection;
    }
    String function = functionOf(tag);
    if (function == null) {
      throw refused(tag.replace(YAML, "!!"), position);
    }
    ObjectNode call = functionCall(function, collection);
    positions.open(call).add(function, position, position);
    return call;
  }

  private JsonNode plain(String text, long position) throws TextException {
    JsonNode value = scalars.resolve(text);
    if (value == null) {
      throw new TextException(
          IssueCode.NUMBER_RANGE,
          position,
          "the number has more than "
              + limits.maxNumberChars()
              + " characters, an exponent beyond "
              + limits.maxExponent()
              + ", or is not finite",
          "quote it if it is meant as a text");
    }
    return value;
  }

  private static @Nullable String functionOf(String tag) {
    if (tag.equals("!Ref") || tag.equals("!Condition")) {
      return tag.substring(1);
    }
    boolean known = tag.startsWith("!") && FUNCTIONS.contains(tag.substring(1));
    return known ? "Fn::" + tag.substring(1) : null;
  }

  private static ObjectNode functionCall(String function, JsonNode argument) {
    ObjectNode call = JsonNodeFactory.instance.objectNode();
    call.set(function, argument);
    return call;
  }

  private static TextException refused(String tag, long position) {
    return new TextException(
        IssueCode.TAG_REFUSED, position, "tag \"" + tag + "\" is not supported", "remove the tag");
  }
}
