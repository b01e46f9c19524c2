package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects by key. Most calls ask for one key, so that they are found without comparing texts; they
 * are put in the order of their keys when that is first asked for, which for many kinds is never.
 *
 * @param <T> kind of the objects
 */
final class KeyedObjects<T extends KubeObject> {

  private final Map<String, T> byKey = new LinkedHashMap<>();
  private @Nullable TreeMap<String, T> inOrder;

  @Nullable T get(String key) {
    return byKey.get(key);
  }

  int size() {
    return byKey.size();
  }

  /** Returns all objects in the order of their keys; a view. */
  Collection<T> list() {
    return Collections.unmodifiableCollection(inOrder().values());
  }

  /** Returns the objects of one namespace in the order of their names; a view. */
  Collection<T> listNamespace(String namespace) {
    return Collections.unmodifiableCollection(
        inOrder().subMap(namespace + "/", namespace + "0").values());
  }

  private TreeMap<String, T> inOrder() {
    TreeMap<String, T> ordered = inOrder;
    if (ordered == null) {
      ordered = new TreeMap<>(byKey);
      inOrder = ordered;
    }
    return ordered;
  }

  /** Puts an object under its key and returns the one that was there before. */
  @Nullable T put(String key, T object) {
    if (inOrder != null) {
      inOrder.put(key, object);
    }
    return byKey.put(key, object);
  }

  /** Removes the object under a key and returns it. */
  @Nullable T remove(String key) {
    if (inOrder != null) {
      inOrder.remove(key);
    }
    return byKey.remove(key);
  }
}
