package dev.farsight.scenario.text;

import static dev.farsight.scenario.text.NotPlainException.unless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of plain block YAML, the form of nearly all manifests, in a fraction of the time
 * that a parser of all of YAML takes in a JVM that has just started.
 *
 * <p>Knows maps and lists by indentation, and in braces and brackets; plain, quoted, literal and
 * folded scalars with the usual escapes; comments. At anything else it gives up, and the document
 * is left to SnakeYAML: so this class reports nothing and refuses nothing, and what it does return
 * is what SnakeYAML and {@link YamlTreeBuilder} return, place by place.
 */
final class BlockYamlReader {

  /** SnakeYAML takes keys of up to 1,024 characters. */
  private static final int MAX_KEY = 1_000;

  private final String file;
  private final SourceLines lines;
  private final TextLimits limits;
  private final YamlCursor cursor;
  private final YamlScalars scalars;
  private final WordTable<JsonNode> plain;
  private final WordTable<JsonNode> quoted = new WordTable<>(TextNode::valueOf);
  private final WordTable<String> keys;
  private Positions positions = new Positions();

  BlockYamlReader(String file, String text, SourceLines lines, TextLimits limits) {
    this.file = file;
    this.lines = lines;
    this.limits = limits;
    this.cursor = new YamlCursor(text);
    this.scalars = new YamlScalars(limits);
    this.plain = new WordTable<>(scalars::resolve);
    this.keys = new WordTable<>(this::keyOf);
  }

  /**
   * Returns the document that a part of the text holds, or null if it has to be read by another.
   *
   * @param from first character, at the beginning of a line
   * @param to end of the part
   * @param firstLine number of the first line, from 1
   * @param index number of the document
   */
  @Nullable Document read(int from, int to, int firstLine, int index) {
    cursor.start(from, to, firstLine);
    positions = new Positions();
    try {
      cursor.advance();
      cursor.skipMarker();
      unless(cursor.column() >= 0);
      Position start = Position.unpack(cursor.here());
      JsonNode root = node(-1, 1);
      unless(root.isContainerNode() && cursor.column() < 0);
      return new Document(file, index, root, start, positions, lines, JsonPath.ROOT);
    } catch (NotPlainException e) {
      return null;
    }
  }

  /**
   * Reads the value that begins in this column, and goes on to what follows it.
   *
   * @param indent indentation of the map or list that it stands in
   * @param depth how deep it stands, from 1
   */
  private JsonNode node(int indent, int depth) throws NotPlainException {
    if (cursor.isDash()) {
      return list(cursor.column(), depth);
    }
    boolean scalar = beginsScalar();
    if (scalar && cursor.findWord(false)) {
      return map(cursor.column(), depth);
    }
    JsonNode value = scalar ? scalar(indent) : blockScalarOrFlow(indent, depth);
    cursor.advance();
    return value;
  }

  /** Returns whether what begins here is a plain or quoted scalar, if it is anything. */
  private boolean beginsScalar() {
    return !cursor.is('|') && !cursor.is('>') && !beginsFlow();
  }

  private boolean beginsFlow() {
    return cursor.is('{') || cursor.is('[');
  }

  private JsonNode blockScalarOrFlow(int indent, int depth) throws NotPlainException {
    if (!beginsFlow()) {
      return blockScalar(indent);
    }
    JsonNode value = flow(depth);
    cursor.endLine();
    return value;
  }

  /** Reads a map whose first key was just found. */
  private ObjectNode map(int indent, int depth) throws NotPlainException {
    unless(depth <= limits.maxDepth());
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    Positions.Places places = positions.open(map);
    do {
      long keyPosition = cursor.wordPosition();
      String key = key();
      long valuePosition = cursor.here();
      JsonNode value = NullNode.getInstance();
      cursor.skipSpaces();
      if (cursor.atLineEnd()) {
        cursor.endLine();
        cursor.advance();
        if (cursor.column() > indent || (cursor.column() == indent && cursor.isDash())) {
          valuePosition = cursor.here();
          value = node(indent, depth + 1);
        }
      } else {
        valuePosition = cursor.here();
        boolean scalar = beginsScalar();
        unless(!scalar || !cursor.findWord(false));
        value = scalar ? scalar(indent) : blockScalarOrFlow(indent, depth + 1);
        cursor.advance();
      }
      unless(map.replace(key, value) == null);
      places.add(key, keyPosition, valuePosition);
    } while (cursor.column() == indent && !cursor.isDash() && isKey());
    unless(cursor.column() <= indent);
    return map;
  }

  private boolean isKey() throws NotPlainException {
    unless(cursor.findWord(false));
    return true;
  }

  private ArrayNode list(int indent, int depth) throws NotPlainException {
    unless(depth <= limits.maxDepth());
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Positions.Places places = positions.open(list);
    do {
      cursor.skip('-');
      long position = cursor.here();
      JsonNode item = NullNode.getInstance();
      cursor.skipSpaces();
      boolean below = cursor.atLineEnd();
      if (below) {
        cursor.endLine();
        cursor.advance();
      } else {
        cursor.startItem();
      }
      if (cursor.column() > indent) {
        position = cursor.here();
        item = node(indent, depth + 1);
      }
      list.add(item);
      places.add("", 0, position);
    } while (cursor.column() == indent && cursor.isDash());
    unless(cursor.column() <= indent);
    return list;
  }

  private String key() throws NotPlainException {
    unless(cursor.wordLength() <= MAX_KEY);
    cursor.skip(':');
    return cursor.wordIsQuoted() ? cursor.word() : present(cursor.word(keys));
  }

  /** Returns the key that a plain scalar makes, or null if it makes none or merges a map. */
  private @Nullable String keyOf(String word) {
    JsonNode key = word.equals(YamlTreeBuilder.MERGE) ? null : scalars.resolve(word);
    return key == null || key.isNull() ? null : key.asText();
  }

  /** Returns the scalar that was just found, with the lines that go on with it, and ends them. */
  private JsonNode scalar(int indent) throws NotPlainException {
    int linesOn = cursor.wordIsClosed() ? 0 : cursor.continuation(indent);
    JsonNode value = linesOn > 0 ? foldedScalar(indent, linesOn) : meaning();
    cursor.endLine();
    return value;
  }

  private JsonNode foldedScalar(int indent, int firstLinesOn) throws NotPlainException {
    StringBuilder text = new StringBuilder(cursor.word());
    for (int linesOn = firstLinesOn; linesOn > 0; ) {
      text.append(linesOn == 1 ? " " : "\n".repeat(linesOn - 1));
      cursor.findNextPart();
      text.append(cursor.word());
      linesOn = cursor.wordIsClosed() ? 0 : cursor.continuation(indent);
    }
    unless(text.length() <= limits.maxScalarChars());
    if (cursor.wordIsQuoted()) {
      unless(cursor.wordIsClosed());
      return TextNode.valueOf(text.toString());
    }
    return present(scalars.resolve(text.toString()));
  }

  private JsonNode meaning() throws NotPlainException {
    unless(cursor.wordIsClosed() || !cursor.wordIsQuoted());
    if (cursor.wordIsEscaped()) {
      return TextNode.valueOf(cursor.word());
    }
    return present(cursor.word(cursor.wordIsQuoted() ? quoted : plain));
  }

  /** Reads a map in braces or a list in brackets. */
  private JsonNode flow(int depth) throws NotPlainException {
    unless(depth <= limits.maxDepth());
    return cursor.is('{') ? flowMap(depth) : flowList(depth);
  }

  private ObjectNode flowMap(int depth) throws NotPlainException {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    Positions.Places places = positions.open(map);
    cursor.skip('{');
    cursor.skipBlank();
    for (boolean more = !cursor.skip('}'); more; more = goesOn('}')) {
      unless(cursor.findWord(true));
      long keyPosition = cursor.wordPosition();
      String key = key();
      cursor.skipBlank();
      long valuePosition = cursor.here();
      unless(map.replace(key, flowValue(depth + 1)) == null);
      places.add(key, keyPosition, valuePosition);
    }
    return map;
  }

  private ArrayNode flowList(int depth) throws NotPlainException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Positions.Places places = positions.open(list);
    cursor.skip('[');
    cursor.skipBlank();
    for (boolean more = !cursor.skip(']'); more; more = goesOn(']')) {
      long position = cursor.here();
      list.add(flowValue(depth + 1));
      places.add("", 0, position);
    }
    return list;
  }

  private JsonNode flowValue(int depth) throws NotPlainException {
    if (beginsFlow()) {
      return flow(depth);
    }
    unless(!cursor.findWord(true));
    return meaning();
  }

  /** Returns whether a comma follows rather than the end, and goes behind either. */
  private boolean goesOn(char bracket) throws NotPlainException {
    cursor.skipBlank();
    if (cursor.skip(bracket)) {
      return false;
    }
    unless(cursor.skip(','));
    cursor.skipBlank();
    return true;
  }

  /**
   * Reads a literal or folded scalar whose first line is not blank, so that it says how far all are
   * indented; a folded one only if no line is indented further.
   */
  private JsonNode blockScalar(int parentIndent) throws NotPlainException {
    boolean folded = !cursor.skip('|') && cursor.skip('>');
    boolean strip = cursor.skip('-');
    unless(cursor.is('\n'));
    cursor.nextLine();
    int indent = cursor.skipSpaces(Integer.MAX_VALUE);
    unless(indent > parentIndent && !cursor.is('\n') && !cursor.ended());
    StringBuilder text = new StringBuilder();
    int breaks = 0;
    boolean more = true;
    while (more) {
      unless(!folded || !cursor.is(' '));
      text.append(
          folded && breaks == 1 ? " " : "\n".repeat(folded ? Math.max(0, breaks - 1) : breaks));
      cursor.appendLine(text);
      unless(text.length() < limits.maxScalarChars());
      breaks = 0;
      do {
        breaks += cursor.is('\n') ? 1 : 0;
        cursor.nextLine();
        more = cursor.skipSpaces(indent) == indent && !cursor.ended();
      } while (cursor.is('\n'));
    }
    cursor.rewindLine();
    return TextNode.valueOf(text.append(breaks > 0 && !strip ? "\n" : "").toString());
  }

  private static <T> T present(@Nullable T value) throws NotPlainException {
    if (value == null) {
      throw new NotPlainException();
    }
    return value;
  }
}
