package dev.farsight.scenario.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueCode;
import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * Reads the documents of a JSON text: one value after another, as kubectl accepts them.
 *
 * <p>In streaming mode each item of a top-level {@code items} list becomes a document of its own,
 * so that a dump of any size takes the memory of one object.
 */
final class JsonReader {

  private final String file;
  private final TextLimits limits;
  private final SourceLines lines;
  private final boolean streamItems;
  private final TextPool texts = new TextPool();
  private Positions positions = new Positions();
  private int index;
  private int roots;

  JsonReader(String file, TextLimits limits, SourceLines lines, boolean streamItems) {
    this.file = file;
    this.limits = limits;
    this.lines = lines;
    this.streamItems = streamItems;
  }

  /** Hands every document to the sink; returns how many values the text has. */
  int read(Reader reader, Consumer<Document> sink) throws TextException, IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.maxDepth() + 1)
                    .maxStringLength(limits.maxScalarChars())
                    .maxNumberLength(1000)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try (JsonParser parser = factory.createParser(reader)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (roots > 0 && !token.isStructStart()) {
          throw new TextException(
              IssueCode.TRAILING_TEXT,
              at(parser),
              "text follows after the end of the JSON value",
              "remove it");
        }
        readRoot(parser, token, sink);
        roots++;
      }
    } catch (JsonProcessingException e) {
      throw syntax(e);
    }
    return roots;
  }

  private void readRoot(JsonParser parser, JsonToken token, Consumer<Document> sink)
      throws TextException, IOException {
    positions = new Positions();
    Position start = Position.unpack(at(parser));
    JsonNode root =
        streamItems && token.isStructStart()
            ? new ItemStream(this, parser, sink).root(token)
            : value(parser, token, 1);
    emit(root, start, sink);
  }

  /** Reads a value with positions of its own, so that it can be handed on and forgotten. */
  Document item(JsonParser parser, JsonToken token, JsonPath place, int depth)
      throws TextException, IOException {
    Positions outer = positions;
    positions = new Positions();
    Position start = Position.unpack(at(parser));
    JsonNode tree = value(parser, token, depth);
    Document item = new Document(file, index, tree, start, positions, lines, place);
    positions = outer;
    return item;
  }

  /** Takes the places of an item, which is to be part of the root; returns its tree. */
  JsonNode keep(Document item) {
    positions.addAll(item.positions());
    return item.root();
  }

  /** Hands an item on. */
  void emit(Document item, Consumer<Document> sink) {
    index++;
    if (!item.root().isNull()) {
      sink.accept(item);
    }
  }

  private void emit(JsonNode root, Position start, Consumer<Document> sink) {
    emit(new Document(file, index, root, start, positions, lines, JsonPath.ROOT), sink);
  }

  JsonNode value(JsonParser parser, JsonToken token, int depth) throws TextException, IOException {
    switch (token) {
      case START_OBJECT -> {
        return object(parser, depth);
      }
      case START_ARRAY -> {
        return array(parser, depth);
      }
      case VALUE_STRING -> {
        return texts.of(parser.getText());
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return number(parser, token);
      }
      case VALUE_TRUE -> {
        return BooleanNode.TRUE;
      }
      case VALUE_FALSE -> {
        return BooleanNode.FALSE;
      }
      default -> {
        return NullNode.getInstance();
      }
    }
  }

  private ObjectNode object(JsonParser parser, int depth) throws TextException, IOException {
    checkDepth(parser, depth);
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    Positions.Places places = positions.open(map);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      long keyPosition = at(parser);
      String key = parser.currentName();
      if (map.has(key)) {
        checkNew(places, key, keyPosition);
      }
      JsonToken token = parser.nextToken();
      long valuePosition = at(parser);
      map.set(key, value(parser, token, depth + 1));
      places.add(key, keyPosition, valuePosition);
    }
    return map;
  }

  private ArrayNode array(JsonParser parser, int depth) throws TextException, IOException {
    checkDepth(parser, depth);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Positions.Places places = positions.open(list);
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      places.add("", 0, at(parser));
      list.add(value(parser, token, depth + 1));
    }
    return list;
  }

  private JsonNode number(JsonParser parser, JsonToken token) throws TextException, IOException {
    String text = parser.getText();
    JsonNode number = null;
    if (text.length() <= limits.maxNumberChars()) {
      number =
          token == JsonToken.VALUE_NUMBER_INT
              ? Numbers.integer(new BigInteger(text))
              : Numbers.decimal(text, limits);
    }
    if (number == null) {
      throw new TextException(
          IssueCode.NUMBER_RANGE,
          at(parser),
          "the number has more than "
              + limits.maxNumberChars()
              + " characters or an exponent beyond "
              + limits.maxExponent(),
          "quote it if it is meant as a text");
    }
    return number;
  }

  private void checkDepth(JsonParser parser, int depth) throws TextException {
    if (depth > limits.maxDepth()) {
      throw new TextException(
          IssueCode.TOO_DEEP,
          at(parser),
          "more than " + limits.maxDepth() + " levels of maps and lists inside one another",
          "");
    }
  }

  static void checkNew(Positions.Places places, String key, long position) throws TextException {
    int earlier = places.indexOf(key);
    if (earlier >= 0) {
      Position first = Position.unpack(places.key(earlier));
      throw new TextException(
          IssueCode.DUPLICATE_KEY,
          position,
          "key \"" + key + "\" is already set at " + first.line() + ":" + first.column(),
          "remove one of the two");
    }
  }

  /** Begins the places of the root, whose fields are read one by one. */
  Positions.Places openRoot(JsonNode root) {
    return positions.open(root);
  }

  private TextException syntax(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    int line = location == null ? 1 : Math.max(1, location.getLineNr());
    int column = location == null ? 1 : Math.max(1, location.getColumnNr());
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("exceeds the maximum allowed") && message.contains("String")) {
      return new TextException(
          IssueCode.VALUE_TOO_LONG,
          line,
          column,
          "a value has more than " + limits.maxScalarChars() + " characters",
          "");
    }
    if (roots > 0) {
      return new TextException(
          IssueCode.TRAILING_TEXT,
          line,
          column,
          "text follows after the end of the JSON value",
          "remove it");
    }
    int detail = message.indexOf(" (start marker");
    String shown = detail > 0 ? message.substring(0, detail) : message;
    String hint = message.contains("end-of-input") ? "the text was cut off" : "";
    return new TextException(IssueCode.JSON_SYNTAX, line, column, shown, hint);
  }

  static long at(JsonParser parser) {
    JsonLocation location = parser.currentTokenLocation();
    return Position.pack(location.getLineNr(), location.getColumnNr());
  }
}
