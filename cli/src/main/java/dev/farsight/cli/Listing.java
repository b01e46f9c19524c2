package dev.farsight.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Names with one line each.
 *
 * @param items what is listed, in a good order
 */
record Listing(List<Item> items) {

  private static final int MAX_NAME_WIDTH = 34;

  /** Makes the list unmodifiable. */
  Listing {
    items = List.copyOf(items);
  }

  /**
   * One line.
   *
   * @param name name
   * @param description one line about it
   */
  record Item(String name, String description) {}

  /** Prints the list for people, the descriptions beside the names. */
  void print(Console console) {
    int width = 0;
    for (Item item : items) {
      width = Math.max(width, Math.min(MAX_NAME_WIDTH, item.name().length()));
    }
    for (Item item : items) {
      TextLayout.hanging(console, item.name(), width + 2, item.description());
    }
    console.out().flush();
  }

  /** Writes the list as JSON. */
  void writeJson(Writer writer) throws IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Item item : items) {
      list.addObject().put("name", item.name()).put("description", item.description());
    }
    writer.write(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
    writer.flush();
  }
}
