package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
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

  /**
   * The place of an object under its key: a new version of it takes the place of the old one, and
   * nothing that holds places has to look for it.
   */
  static final class Place<T extends KubeObject> {
    private T object;

    private Place(T object) {
      this.object = object;
    }
  }

  private final Map<String, Place<T>> byKey = new LinkedHashMap<>();
  private @Nullable TreeMap<String, Place<T>> inOrder;

  @Nullable T get(String key) {
    Place<T> place = byKey.get(key);
    return place == null ? null : place.object;
  }

  /** Returns where the object under a key is, or null if there is none. */
  @Nullable Place<T> place(String key) {
    return byKey.get(key);
  }

  int size() {
    return byKey.size();
  }

  /** Returns all objects in the order of their keys; a view. */
  Collection<T> list() {
    return new View(null);
  }

  /** Returns the objects of one namespace in the order of their names; a view. */
  Collection<T> listNamespace(String namespace) {
    return new View(namespace);
  }

  /**
   * All objects, or those of a namespace; most kinds have none, so that nothing is put in order.
   */
  private final class View extends AbstractCollection<T> {
    private final @Nullable String namespace;

    View(@Nullable String namespace) {
      this.namespace = namespace;
    }

    private Collection<Place<T>> places() {
      return namespace == null
          ? inOrder().values()
          : inOrder().subMap(namespace + "/", namespace + "0").values();
    }

    @Override
    public Iterator<T> iterator() {
      return byKey.isEmpty() ? Collections.emptyIterator() : objectsAt(places().iterator());
    }

    @Override
    public int size() {
      return namespace == null ? byKey.size() : byKey.isEmpty() ? 0 : places().size();
    }

    @Override
    public boolean isEmpty() {
      return !iterator().hasNext();
    }
  }

  private TreeMap<String, Place<T>> inOrder() {
    TreeMap<String, Place<T>> ordered = inOrder;
    if (ordered == null) {
      ordered = new TreeMap<>(byKey);
      inOrder = ordered;
    }
    return ordered;
  }

  /** Puts an object under its key and returns the one that was there before. */
  @Nullable T put(String key, T object) {
    Place<T> place = byKey.get(key);
    if (place != null) {
      T before = place.object;
      place.object = object;
      return before;
    }
    Place<T> made = new Place<>(object);
    byKey.put(key, made);
    if (inOrder != null) {
      inOrder.put(key, made);
    }
    return null;
  }

  /** Removes the object under a key and returns it. */
  @Nullable T remove(String key) {
    if (inOrder != null) {
      inOrder.remove(key);
    }
    Place<T> place = byKey.remove(key);
    return place == null ? null : place.object;
  }

  /** Returns the objects at some places; a view. */
  static <T extends KubeObject> Collection<T> at(Collection<Place<T>> places) {
    return new AbstractCollection<>() {
      @Override
      public Iterator<T> iterator() {
        return objectsAt(places.iterator());
      }

      @Override
      public int size() {
        return places.size();
      }
    };
  }

  private static <T extends KubeObject> Iterator<T> objectsAt(Iterator<Place<T>> places) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return places.hasNext();
      }

      @Override
      public T next() {
        return places.next().object;
      }
    };
  }
}
