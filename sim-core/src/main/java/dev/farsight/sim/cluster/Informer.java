package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one component has seen of one kind of object: a cache fed by a watch, as client-go's shared
 * informers, and therefore behind the API server by the watch delay.
 *
 * <p>The cache is updated before the handlers hear of a change. Iteration is in the order of the
 * keys; look-ups by owner cost what they return.
 *
 * @param <T> kind of the objects
 */
public final class Informer<T extends KubeObject> {

  private final TreeMap<String, T> cache = new TreeMap<>();
  private final Map<String, TreeMap<String, T>> byControllerUid = new LinkedHashMap<>();
  private final Map<String, TreeMap<String, T>> orphansByNamespace = new LinkedHashMap<>();
  private final List<WatchHandler<T>> handlers = new ArrayList<>();

  Informer(Cluster cluster, Kind<T> kind, long delayNanos) {
    cluster.watch(kind, delayNanos, this::onChange);
  }

  /** Tells a handler of every change after the cache has taken it in. */
  public void addHandler(WatchHandler<T> handler) {
    handlers.add(handler);
  }

  /** Returns the object as last seen, or null. */
  public @Nullable T get(String key) {
    return cache.get(key);
  }

  /** Returns all objects as last seen, in the order of their keys; a view. */
  public Collection<T> list() {
    return Collections.unmodifiableCollection(cache.values());
  }

  /** Returns the objects of one namespace as last seen, in the order of their names; a view. */
  public Collection<T> listNamespace(String namespace) {
    return Collections.unmodifiableCollection(
        cache.subMap(namespace + "/", namespace + "0").values());
  }

  /** Returns the objects whose managing controller has this uid, in the order of their keys. */
  public Collection<T> listControlledBy(String uid) {
    TreeMap<String, T> owned = byControllerUid.get(uid);
    return owned == null ? List.of() : Collections.unmodifiableCollection(owned.values());
  }

  /** Returns the objects of a namespace without managing controller, in the order of their keys. */
  public Collection<T> listOrphans(String namespace) {
    TreeMap<String, T> orphans = orphansByNamespace.get(namespace);
    return orphans == null ? List.of() : Collections.unmodifiableCollection(orphans.values());
  }

  private void onChange(WatchEvent<T> event) {
    T object = event.object();
    String key = object.key();
    if (event.type() == WatchEvent.Type.DELETED) {
      T old = cache.remove(key);
      if (old != null) {
        unindex(key, old);
      }
    } else {
      T old = cache.put(key, object);
      if (old != null) {
        unindex(key, old);
      }
      index(key, object);
    }
    for (WatchHandler<T> handler : handlers) {
      handler.onChange(event);
    }
  }

  private void index(String key, T object) {
    indexOf(object).computeIfAbsent(indexKey(object), each -> new TreeMap<>()).put(key, object);
  }

  private void unindex(String key, T object) {
    Map<String, TreeMap<String, T>> index = indexOf(object);
    TreeMap<String, T> entries = index.get(indexKey(object));
    if (entries != null) {
      entries.remove(key);
      if (entries.isEmpty()) {
        index.remove(indexKey(object));
      }
    }
  }

  private Map<String, TreeMap<String, T>> indexOf(T object) {
    return object.metadata().controllerOwner() == null ? orphansByNamespace : byControllerUid;
  }

  private String indexKey(T object) {
    OwnerReference owner = object.metadata().controllerOwner();
    return owner == null ? object.namespace() : owner.uid();
  }
}
