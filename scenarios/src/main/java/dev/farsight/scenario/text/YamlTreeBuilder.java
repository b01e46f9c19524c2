package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.IssueCode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Builds one tree from the events of one YAML document.
 *
 * <p>An alias shares the tree of its anchor, so it costs no memory; what the tree would hold if it
 * were written out is counted and limited all the same, because everything after the reader walks
 * it.
 */
final class YamlTreeBuilder {

  /** The key whose value is merged into its map. */
  static final String MERGE = "<<";

  private final Iterator<Event> events;
  private final YamlTags tags;
  private final TextLimits limits;
  private final int lineOffset;
  private final Positions positions = new Positions();
  private final Map<String, Anchor> anchors = new LinkedHashMap<>();
  private final Map<String, JsonPath> mergeOverrides = new LinkedHashMap<>();
  private long written;
  private long expanded;
  private boolean hasAlias;

  YamlTreeBuilder(Iterator<Event> events, TextLimits limits, int lineOffset) {
    this.events = events;
    this.tags = new YamlTags(limits);
    this.limits = limits;
    this.lineOffset = lineOffset;
  }

  /** A named part of the document; its tree is absent while it is being read. */
  private static final class Anchor {
    private @Nullable JsonNode tree;
    private long nodes;
    private int height;
  }

  /** A tree and how many levels of maps and lists it has. */
  private record Built(JsonNode tree, int height) {}

  /** Reads one node and all below it, beginning with its first event. */
  JsonNode build(Event first) throws TextException {
    Built built = node(first, 1, JsonPath.ROOT);
    if (hasAlias && expanded > limits.expandedLimit(written)) {
      throw tooManyNodes(at(first));
    }
    return built.tree;
  }

  Positions positions() {
    return positions;
  }

  /** Returns where a merge key overrode keys written before it, and which. */
  Map<String, JsonPath> mergeOverrides() {
    return mergeOverrides;
  }

  private Built node(Event event, int depth, JsonPath path) throws TextException {
    if (event instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    count(at(event));
    Anchor anchor = declare(((NodeEvent) event).getAnchor());
    long before = expanded;
    Built built;
    if (event instanceof ScalarEvent scalar) {
      built = new Built(tags.scalar(scalar, at(event)), 0);
    } else if (event instanceof SequenceStartEvent start) {
      checkDepth(depth, event);
      built = sequence(start, depth, path);
    } else {
      checkDepth(depth, event);
      built = mapping((MappingStartEvent) event, depth, path);
    }
    if (anchor != null) {
      anchor.tree = built.tree;
      anchor.nodes = expanded - before + 1;
      anchor.height = built.height;
    }
    return built;
  }

  private @Nullable Anchor declare(@Nullable String name) {
    if (name == null) {
      return null;
    }
    Anchor anchor = new Anchor();
    anchors.put(name, anchor);
    return anchor;
  }

  private Built alias(AliasEvent event, int depth) throws TextException {
    Anchor anchor = anchors.get(event.getAnchor());
    if (anchor == null || anchor.tree == null) {
      String what = anchor == null ? "refers to no anchor before it" : "contains itself";
      throw new TextException(
          IssueCode.BAD_ALIAS,
          at(event),
          "alias \"*" + event.getAnchor() + "\" " + what,
          "an alias may only name an anchor that is complete before it, in the same document");
    }
    hasAlias = true;
    written++;
    expanded += anchor.nodes;
    if (expanded > limits.maxExpandedNodes()) {
      throw tooManyNodes(at(event));
    }
    checkDepth(depth + anchor.height - 1, event);
    return new Built(anchor.tree, anchor.height);
  }

  private Built sequence(SequenceStartEvent start, int depth, JsonPath path) throws TextException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    Positions.Places places = positions.open(list);
    int height = 0;
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      Built item = node(event, depth + 1, path.child(list.size()));
      list.add(item.tree);
      places.add("", 0, at(event));
      height = Math.max(height, item.height);
    }
    return new Built(tags.collection(start.getTag(), list, positions, at(start)), height + 1);
  }

  private Built mapping(MappingStartEvent start, int depth, JsonPath path) throws TextException {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    Positions.Places places = positions.open(map);
    Map<String, Long> ownKeys = new LinkedHashMap<>();
    int height = 0;
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      if (isMerge(event)) {
        count(at(event));
        Event value = events.next();
        Built merged = node(value, depth + 1, path.child(MERGE));
        merge(map, places, merged.tree, ownKeys, path, at(value));
        height = Math.max(height, merged.height - 1);
        continue;
      }
      long keyPosition = at(event);
      String key = key(event);
      Long earlier = ownKeys.put(key, keyPosition);
      if (earlier != null) {
        throw duplicate(key, keyPosition, earlier);
      }
      Event valueEvent = events.next();
      Built value = node(valueEvent, depth + 1, path.child(key));
      map.set(key, value.tree);
      places.add(key, keyPosition, at(valueEvent));
      height = Math.max(height, value.height);
    }
    return new Built(tags.collection(start.getTag(), map, positions, at(start)), height + 1);
  }

  private static boolean isMerge(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getTag() == null
        && scalar.getValue().equals(MERGE);
  }

  private String key(Event event) throws TextException {
    count(at(event));
    JsonNode key = null;
    if (event instanceof ScalarEvent scalar) {
      Anchor anchor = declare(scalar.getAnchor());
      key = tags.scalar(scalar, at(event));
      if (anchor != null) {
        anchor.tree = key;
        anchor.nodes = 1;
      }
    } else if (event instanceof AliasEvent alias) {
      key = alias(alias, 1).tree;
    }
    if (key == null || !key.isValueNode() || key.isNull()) {
      throw new TextException(
          IssueCode.BAD_KEY,
          at(event),
          "a map key must be a text, a number or a boolean",
          "quote the key, or check the indentation and the text {{ }} of templates");
    }
    return key.asText();
  }

  /**
   * Takes over the entries of a merged map, or of a list of maps of which the first counts most.
   */
  private void merge(
      ObjectNode map,
      Positions.Places places,
      JsonNode merged,
      Map<String, Long> ownKeys,
      JsonPath path,
      long position)
      throws TextException {
    if (merged.isArray()) {
      for (int i = merged.size() - 1; i >= 0; i--) {
        if (!merged.get(i).isObject()) {
          throw badMerge(position);
        }
        merge(map, places, merged.get(i), ownKeys, path, position);
      }
      return;
    }
    if (!merged.isObject()) {
      throw badMerge(position);
    }
    Positions.Places source = positions.of(merged);
    for (Map.Entry<String, JsonNode> entry : merged.properties()) {
      map.set(entry.getKey(), entry.getValue());
      int at = source == null ? -1 : source.indexOf(entry.getKey());
      places.add(
          entry.getKey(),
          source == null || at < 0 ? position : source.key(at),
          source == null || at < 0 ? position : source.value(at));
      if (ownKeys.containsKey(entry.getKey())) {
        mergeOverrides.put(entry.getKey(), path.child(entry.getKey()));
      }
    }
  }

  private static TextException badMerge(long position) {
    return new TextException(
        IssueCode.YAML_SYNTAX,
        position,
        "a merge key (<<) needs a map or a list of maps",
        "write <<: *anchor, where the anchor is on a map");
  }

  private TextException duplicate(String key, long position, long earlier) {
    Position first = Position.unpack(earlier);
    return new TextException(
        IssueCode.DUPLICATE_KEY,
        position,
        "key \"" + key + "\" is already set at " + first.line() + ":" + first.column(),
        "remove one of the two");
  }

  private TextException tooManyNodes(long position) {
    return new TextException(
        IssueCode.ALIAS_EXPANSION,
        position,
        "the aliases of this document expand to more than "
            + limits.expandedLimit(written)
            + " values",
        "write the values out, or split the document");
  }

  private void checkDepth(int depth, Event event) throws TextException {
    if (depth > limits.maxDepth()) {
      throw new TextException(
          IssueCode.TOO_DEEP,
          at(event),
          "more than " + limits.maxDepth() + " levels of maps and lists inside one another",
          "");
    }
  }

  private void count(long position) throws TextException {
    written++;
    expanded++;
    if (expanded > limits.maxExpandedNodes() && hasAlias) {
      throw tooManyNodes(position);
    }
  }

  private long at(Event event) {
    Mark mark = event.getStartMark();
    return Position.pack(mark.getLine() + 1 + lineOffset, mark.getColumn() + 1);
  }
}
