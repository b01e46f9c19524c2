package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a cache by a value that they hold, such as pods by their node, as client-go's
 * indexers. A look-up costs what it returns, but for the first, which finds all values.
 *
 * @param <T> kind of the objects
 */
public final class ObjectIndex<T extends KubeObject> {

  private final Function<T, @Nullable String> value;
  private final KeyedObjects<T> cache;
  private @Nullable Map<String, TreeMap<String, KeyedObjects.Place<T>>> entries;

  /**
   * Makes an empty index.
   *
   * @param value what an object is found by, or null if it is not to be found; depends on nothing
   *     but the object
   * @param cache the objects; what the first look-up finds there need not be told as a change
   */
  ObjectIndex(Function<T, @Nullable String> value, KeyedObjects<T> cache) {
    this.value = value;
    this.cache = cache;
  }

  /** Returns the objects with a value as last seen, in the order of their keys; a view. */
  public Collection<T> get(String wanted) {
    Map<String, TreeMap<String, KeyedObjects.Place<T>>> known = entries;
    if (known == null) {
      known = new LinkedHashMap<>();
      entries = known;
      for (T object : cache.list()) {
        change(object.key(), null, object);
      }
    }
    TreeMap<String, KeyedObjects.Place<T>> found = known.get(wanted);
    return found == null ? List.of() : KeyedObjects.at(found.values());
  }

  /**
   * Takes in that the object under a key has changed in the cache; null stands for one that is not
   * there.
   */
  void change(String key, @Nullable T old, @Nullable T object) {
    Map<String, TreeMap<String, KeyedObjects.Place<T>>> known = entries;
    if (known == null) {
      return;
    }
    String before = old == null ? null : value.apply(old);
    String after = object == null ? null : value.apply(object);
    if (Objects.equals(before, after)) {
      return; // the new version is where the old one was
    }
    if (before != null) {
      remove(known, key, before);
    }
    KeyedObjects.Place<T> place = after == null ? null : cache.place(key);
    if (place != null) {
      known.computeIfAbsent(after, each -> new TreeMap<>()).put(key, place);
    }
  }

  private static <P> void remove(Map<String, TreeMap<String, P>> known, String key, String before) {
    TreeMap<String, P> found = known.get(before);
    if (found != null) {
      found.remove(key);
      if (found.isEmpty()) {
        known.remove(before);
      }
    }
  }
}
