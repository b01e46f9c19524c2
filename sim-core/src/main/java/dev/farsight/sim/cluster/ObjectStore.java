package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The current objects of one kind, by key; iteration is in the order of the keys.
 *
 * @param <T> kind of the objects
 */
public final class ObjectStore<T extends KubeObject> {

  private final TreeMap<String, T> objects = new TreeMap<>();

  /** The same objects, found without comparing texts: most calls ask for one key. */
  private final Map<String, T> byKey = new LinkedHashMap<>();

  ObjectStore() {}

  /** Returns an object, or null if there is none under the key. */
  public @Nullable T get(String key) {
    return byKey.get(key);
  }

  /** Returns all objects in the order of their keys; a view that changes with the store. */
  public Collection<T> list() {
    return Collections.unmodifiableCollection(objects.values());
  }

  /** Returns the objects of one namespace in the order of their names; a view. */
  public Collection<T> listNamespace(String namespace) {
    return Collections.unmodifiableCollection(
        objects.subMap(namespace + "/", namespace + "0").values());
  }

  /** Returns how many objects there are. */
  public int size() {
    return objects.size();
  }

  void put(T object) {
    String key = object.key();
    objects.put(key, object);
    byKey.put(key, object);
  }

  void remove(String key) {
    objects.remove(key);
    byKey.remove(key);
  }
}
