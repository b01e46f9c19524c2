package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One YAML or JSON document of an input: its tree, and where each value stands.
 *
 * <p>The tree is shared and must not be changed; take a deep copy first.
 */
public final class Document {

  /** How kinds of lists end. */
  static final String LIST = "List";

  private final String file;
  private final int index;
  private final JsonNode root;
  private final Position start;
  private final Positions positions;
  private final SourceLines lines;
  private final JsonPath prefix;
  private final Map<String, String> replaced = new LinkedHashMap<>();
  private @Nullable BitSet confidential;

  Document(
      String file,
      int index,
      JsonNode root,
      Position start,
      Positions positions,
      SourceLines lines,
      JsonPath prefix) {
    this.file = file;
    this.index = index;
    this.root = root;
    this.start = start;
    this.positions = positions;
    this.lines = lines;
    this.prefix = prefix;
  }

  /** Returns a document that was not read from a text: all its places are the beginning. */
  public static Document of(String file, JsonNode root) {
    return new Document(
        file, 0, root, Position.START, new Positions(), SourceLines.NONE, JsonPath.ROOT);
  }

  /**
   * Returns a document of another tree that shares maps and lists with this one: what they hold
   * keeps its place in the text.
   */
  public Document withRoot(JsonNode other) {
    return new Document(file, index, other, start, positions, lines, prefix);
  }

  /**
   * Says that a value was replaced by something outside the text, which issues about it then name.
   *
   * @param path path of the value
   * @param by what replaced it, as the user gave it
   */
  public void replaced(JsonPath path, String by) {
    replaced.put(path.toString(), by);
  }

  private @Nullable String replacement(String path) {
    for (Map.Entry<String, String> one : replaced.entrySet()) {
      String root = one.getKey();
      boolean below = path.startsWith(root + ".") || path.startsWith(root + "[");
      if (below || path.equals(root)) {
        return one.getValue();
      }
    }
    return null;
  }

  /** Returns the name of the input, as the user gave it. */
  public String file() {
    return file;
  }

  /** Returns the number of the document in its input, from 0. */
  public int index() {
    return index;
  }

  /** Returns the tree. */
  public JsonNode root() {
    return root;
  }

  Positions positions() {
    return positions;
  }

  /** Returns where the document begins. */
  public Position start() {
    return start;
  }

  /** Returns where a value begins, or the nearest enclosing one that stands in the text. */
  public Position position(JsonPath path) {
    return find(path, false);
  }

  /** Returns where the key of a field stands, or the value if it has no key. */
  public Position keyPosition(JsonPath path) {
    return find(path, true);
  }

  private Position find(JsonPath path, boolean key) {
    JsonNode node = root;
    Position found = start;
    for (JsonPath step : path.steps()) {
      JsonNode next = step.index() >= 0 ? node.get(step.index()) : node.get(step.key());
      if (next == null) {
        return found;
      }
      Positions.Places places = positions.of(node);
      if (places != null) {
        int at = step.index() >= 0 ? step.index() : places.indexOf(step.key());
        if (at < 0 || at >= places.size()) {
          return found;
        }
        boolean last = step == path;
        long packed = key && last && step.index() < 0 ? places.key(at) : places.value(at);
        found = Position.unpack(packed);
      }
      node = next;
    }
    return found;
  }

  /** Returns an issue about a value. */
  public Issue issue(IssueCode code, JsonPath path, String message, String hint) {
    return at(code, path, position(path), message, hint);
  }

  /** Returns an issue about the key of a field. */
  public Issue keyIssue(IssueCode code, JsonPath path, String message, String hint) {
    return at(code, path, keyPosition(path), message, hint);
  }

  private Issue at(IssueCode code, JsonPath path, Position position, String message, String hint) {
    String replacement = replaced.isEmpty() ? null : replacement(path.toString());
    if (replacement != null) {
      return new Issue(
          code,
          code.severity(),
          replacement,
          0,
          0,
          shown(path),
          message,
          hint,
          /* excerpt= */ null);
    }
    return new Issue(
        code,
        code.severity(),
        file,
        position.line(),
        position.column(),
        shown(path),
        message,
        hint,
        line(position.line()));
  }

  /**
   * Returns a scalar as its author wrote it: {@code n}, where the value is {@code false}. The value
   * itself is written where the text does not show it.
   */
  public String written(JsonPath path) {
    JsonNode value = root;
    for (JsonPath step : path.steps()) {
      value = step.index() >= 0 ? value.path(step.index()) : value.path(step.key());
    }
    Position position = position(path);
    String line = line(position.line());
    if (line == null) {
      return value.asText();
    }
    int last = line.codePointCount(0, line.length());
    int from = line.offsetByCodePoints(0, Math.min(position.column() - 1, last));
    int to = from;
    while (to < line.length() && " \t,]}#".indexOf(line.charAt(to)) < 0) {
      to++;
    }
    String word = line.substring(from, to);
    boolean isIt =
        !word.isEmpty() && value.equals(new YamlScalars(TextLimits.DEFAULT).resolve(word));
    return isIt ? word : value.asText();
  }

  /**
   * Returns the kind of the items of a typed list, which do not name it themselves: {@code Pod} for
   * a {@code PodList}.
   *
   * @param list a list with its kind
   * @return the kind; empty for a {@code List}, and for what is no list
   */
  public static String kindOfItems(JsonNode list) {
    String kind = list.path("kind").asText();
    return kind.endsWith(LIST) ? kind.substring(0, kind.length() - LIST.length()) : "";
  }

  /** Returns a path as it counts from the root of the text, of which this may be one item. */
  private String shown(JsonPath path) {
    if (prefix == JsonPath.ROOT) {
      return path.toString();
    }
    String inner = path.toString();
    boolean joined = inner.isEmpty() || inner.startsWith("[");
    return prefix + (joined ? "" : ".") + inner;
  }

  /** Returns the place of a value, which does not keep the document in memory. */
  public Place place(JsonPath path) {
    Position position = position(path);
    boolean visible = lines != SourceLines.NONE && !isConfidential(position.line());
    return new Place(file, shown(path), position, visible ? lines : SourceLines.NONE);
  }

  /** Returns a line of the text for an excerpt, or null if it holds what nobody may see. */
  private @Nullable String line(int number) {
    return lines == SourceLines.NONE || isConfidential(number) ? null : lines.line(number);
  }

  private boolean isConfidential(int number) {
    BitSet hidden = confidential;
    if (hidden == null) {
      hidden = ConfidentialLines.of(root, positions);
      confidential = hidden;
    }
    return hidden.get(number);
  }
}
