package dev.farsight.scenario.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of a document to one of its values, as a chain of keys and list indexes.
 *
 * <p>Extending a path allocates one object, so readers carry it along at no cost worth naming.
 */
public final class JsonPath {

  /** The path of a document's root. */
  public static final JsonPath ROOT = new JsonPath(null, "", -1);

  private final @Nullable JsonPath parent;
  private final String key;
  private final int index;

  private JsonPath(@Nullable JsonPath parent, String key, int index) {
    this.parent = parent;
    this.key = key;
    this.index = index;
  }

  /** Returns the path of a field of the map at this path. */
  public JsonPath child(String name) {
    return new JsonPath(this, name, -1);
  }

  /** Returns the path of an item of the list at this path. */
  public JsonPath child(int item) {
    return new JsonPath(this, "", item);
  }

  /** Returns the path of a field of a field, and so on. */
  public JsonPath descend(String... names) {
    JsonPath path = this;
    for (String name : names) {
      path = path.child(name);
    }
    return path;
  }

  /** Returns the path of the enclosing map or list, or null for the root. */
  public @Nullable JsonPath parent() {
    return parent;
  }

  /** Returns the key in the enclosing map; empty for list items and the root. */
  public String key() {
    return key;
  }

  /** Returns the index in the enclosing list; -1 for fields and the root. */
  public int index() {
    return index;
  }

  /** Returns the steps from the root to this path, without the root itself. */
  List<JsonPath> steps() {
    List<JsonPath> steps = new ArrayList<>();
    for (JsonPath step = this; step != null && step.parent != null; step = step.parent) {
      steps.add(0, step);
    }
    return steps;
  }

  /** Returns the JSON pointer (RFC 6901): {@code /spec/containers/0/image}. */
  public String toPointer() {
    StringBuilder pointer = new StringBuilder();
    for (JsonPath step : steps()) {
      pointer.append('/');
      pointer.append(
          step.index >= 0
              ? Integer.toString(step.index)
              : step.key.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  /** Returns the path as Kubernetes writes it: {@code spec.containers[0].image}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (JsonPath step : steps()) {
      if (step.index >= 0) {
        text.append('[').append(step.index).append(']');
      } else if (isPlain(step.key)) {
        text.append(text.length() == 0 ? "" : ".").append(step.key);
      } else {
        text.append("[\"").append(step.key).append("\"]");
      }
    }
    return text.toString();
  }

  private static boolean isPlain(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) == '.' || key.charAt(i) == '/' || key.charAt(i) == ' ') {
        return false;
      }
    }
    return !key.isEmpty();
  }
}
