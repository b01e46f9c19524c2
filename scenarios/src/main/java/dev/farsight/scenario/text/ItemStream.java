package dev.farsight.scenario.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads a root of which each item is handed on as a document of its own and not kept: the objects
 * of a List, or of a list of objects at the top.
 *
 * <p>What a plain reader would have made of the whole is kept where items are no objects by
 * themselves: those without a kind, unless the List before them tells it.
 */
final class ItemStream {

  private final JsonReader reader;
  private final JsonParser parser;
  private final Consumer<Document> sink;

  ItemStream(JsonReader reader, JsonParser parser, Consumer<Document> sink) {
    this.reader = reader;
    this.parser = parser;
    this.sink = sink;
  }

  /** Returns the root without the items that were handed on. */
  JsonNode root(JsonToken token) throws TextException, IOException {
    return token == JsonToken.START_ARRAY
        ? items(JsonPath.ROOT, JsonNodeFactory.instance.objectNode(), 2)
        : object();
  }

  private ObjectNode object() throws TextException, IOException {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    Positions.Places places = reader.openRoot(map);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      long keyPosition = JsonReader.at(parser);
      String key = parser.currentName();
      JsonReader.checkNew(places, key, keyPosition);
      JsonToken token = parser.nextToken();
      long valuePosition = JsonReader.at(parser);
      boolean items = key.equals("items") && token == JsonToken.START_ARRAY;
      JsonNode value =
          items ? items(JsonPath.ROOT.child(key), map, 3) : reader.value(parser, token, 2);
      map.set(key, value);
      places.add(key, keyPosition, valuePosition);
    }
    return map;
  }

  /** Returns the list of those items that were not handed on. */
  private ArrayNode items(JsonPath path, ObjectNode list, int depth)
      throws TextException, IOException {
    ArrayNode kept = JsonNodeFactory.instance.arrayNode();
    Positions.Places places = reader.openRoot(kept);
    String kind = list.path("kind").asText();
    boolean whole = !kind.isEmpty() && !kind.endsWith(Document.LIST);
    int index = 0;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      long position = JsonReader.at(parser);
      Document item = reader.item(parser, token, path.child(index), depth);
      whole |= !isObject(item.root(), list) && index == 0;
      if (whole) {
        kept.add(reader.keep(item));
        places.add("", 0, position);
      } else {
        reader.emit(item, sink);
      }
      index++;
    }
    return kept;
  }

  /**
   * Returns whether an item can stand for itself: it has a kind, or gets that of its List, as the
   * items of a PodList do.
   */
  private static boolean isObject(JsonNode item, ObjectNode list) {
    String kind = Document.kindOfItems(list);
    if (item instanceof ObjectNode object && !item.has("kind") && !kind.isEmpty()) {
      object.put("kind", kind);
      if (list.has("apiVersion")) {
        object.set("apiVersion", list.get("apiVersion"));
      }
    }
    return item.has("kind") || item.isNull();
  }
}
