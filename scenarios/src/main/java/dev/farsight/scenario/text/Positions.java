package dev.farsight.scenario.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every key and value of a tree stands in its text.
 *
 * <p>Kept per map or list, found by the identity of its node: scalars may be shared between trees,
 * maps and lists are only shared where an alias shares them, and then the place is that of the
 * anchor.
 */
final class Positions {

  /** Room for the maps and lists of a pod, of which an input may hold thousands. */
  private static final int FEW = 10;

  private final Map<JsonNode, Places> places = new IdentityHashMap<>(FEW);

  /** Begins the places of a map or list. */
  Places open(JsonNode container) {
    Places opened = new Places();
    places.put(container, opened);
    return opened;
  }

  /** Takes over the places of another part of the same text. */
  void addAll(Positions others) {
    places.putAll(others.places);
  }

  /** Returns the places inside a map or list, or null if it was not read from the text. */
  @Nullable Places of(JsonNode container) {
    return places.get(container);
  }

  /** The places of the keys and values inside one map or list. */
  static final class Places {

    /** Larger maps find their keys by a table, since a hostile one may have very many. */
    private static final int SMALL = 16;

    private String[] names = new String[4];
    private long[] keys = new long[4];
    private long[] values = new long[4];
    private int size;
    private @Nullable Map<String, Integer> byName;

    void add(String name, long keyPosition, long valuePosition) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      if (byName != null) {
        byName.put(name, size);
      }
      names[size] = name;
      keys[size] = keyPosition;
      values[size++] = valuePosition;
    }

    /** Returns the last place of a key, or -1. */
    int indexOf(String name) {
      if (size > SMALL) {
        return table().getOrDefault(name, -1);
      }
      for (int i = size - 1; i >= 0; i--) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      return -1;
    }

    private Map<String, Integer> table() {
      Map<String, Integer> table = byName;
      if (table == null) {
        table = new HashMap<>();
        for (int i = 0; i < size; i++) {
          table.put(names[i], i);
        }
        byName = table;
      }
      return table;
    }

    int size() {
      return size;
    }

    String name(int index) {
      return names[index];
    }

    long key(int index) {
      return keys[index];
    }

    long value(int index) {
      return values[index];
    }
  }
}
