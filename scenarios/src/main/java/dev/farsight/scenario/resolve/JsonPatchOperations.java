package dev.farsight.scenario.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.sim.spec.ObjectPatch.PatchRefusedException;
import org.jspecify.annotations.Nullable;

/** Applies the operations of a JSON patch (RFC 6902) one after the other to a document it owns. */
final class JsonPatchOperations {

  private JsonNode document;

  JsonPatchOperations(JsonNode document) {
    this.document = document;
  }

  JsonNode document() {
    return document;
  }

  void apply(JsonNode operation) {
    String path = operation.path("path").asText();
    switch (operation.path("op").asText()) {
      case "add" -> add(path, operation.path("value").deepCopy());
      case "remove" -> remove(path);
      case "replace" -> {
        remove(path);
        add(path, operation.path("value").deepCopy());
      }
      case "move" -> add(path, remove(operation.path("from").asText()));
      case "copy" -> add(path, get(operation.path("from").asText()).deepCopy());
      case "test" -> test(path, operation.path("value"));
      default ->
          throw new PatchRefusedException("unexpected kind: " + operation.path("op").asText());
    }
  }

  private void test(String path, JsonNode wanted) {
    if (!get(path).equals(wanted)) {
      throw new PatchRefusedException("testing value " + path + " failed: test failed");
    }
  }

  private JsonNode get(String path) {
    JsonNode node = path.isEmpty() ? document : document.at(path);
    if (node.isMissingNode()) {
      throw missing(path);
    }
    return node;
  }

  private JsonNode container(String path) {
    JsonNode parent = document.at(path.substring(0, path.lastIndexOf('/')));
    if (parent.isMissingNode() || !parent.isContainerNode()) {
      throw missing(path);
    }
    return parent;
  }

  private void add(String path, JsonNode value) {
    if (path.isEmpty()) {
      document = value;
      return;
    }
    String key = lastKey(path);
    if (container(path) instanceof ArrayNode array) {
      int index = key.equals("-") ? array.size() : index(key, array.size());
      array.insert(index, value);
    } else if (container(path) instanceof ObjectNode object) {
      object.set(key, value);
    }
  }

  private JsonNode remove(String path) {
    String key = lastKey(path);
    @Nullable JsonNode removed = null;
    if (container(path) instanceof ArrayNode array) {
      removed = array.remove(index(key, array.size() - 1));
    } else if (container(path) instanceof ObjectNode object) {
      removed = object.remove(key);
    }
    if (removed == null) {
      throw missing(path);
    }
    return removed;
  }

  private static int index(String key, int most) {
    if (!key.matches("[0-9]{1,6}") || Integer.parseInt(key) > most) {
      throw new PatchRefusedException(
          "the server rejected our request due to an error in our request");
    }
    return Integer.parseInt(key);
  }

  private static String lastKey(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      throw missing(path);
    }
    return path.substring(slash + 1).replace("~1", "/").replace("~0", "~");
  }

  private static PatchRefusedException missing(String path) {
    return new PatchRefusedException(
        "the server rejected our request due to an error in our request: no value at " + path);
  }
}
