package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The current objects of one kind, by key; iteration is in the order of the keys.
 *
 * @param <T> kind of the objects
 */
public final class ObjectStore<T extends KubeObject> {

  private final KeyedObjects<T> objects = new KeyedObjects<>();

  ObjectStore() {}

  /** Returns an object, or null if there is none under the key. */
  public @Nullable T get(String key) {
    return objects.get(key);
  }

  /** Returns all objects in the order of their keys; a view that changes with the store. */
  public Collection<T> list() {
    return objects.list();
  }

  /** Returns the objects of one namespace in the order of their names; a view. */
  public Collection<T> listNamespace(String namespace) {
    return objects.listNamespace(namespace);
  }

  /** Returns how many objects there are. */
  public int size() {
    return objects.size();
  }

  void put(String key, T object) {
    objects.put(key, object);
  }

  void remove(String key) {
    objects.remove(key);
  }
}
