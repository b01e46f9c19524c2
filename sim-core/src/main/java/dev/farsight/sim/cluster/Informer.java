package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
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

  private final KeyedObjects<T> cache = new KeyedObjects<>();
  private final List<ObjectIndex<T>> indexes = new ArrayList<>();
  private final ObjectIndex<T> byControllerUid = index(Informer::controllerUid);
  private final ObjectIndex<T> orphansByNamespace = index(Informer::namespaceOfOrphan);
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
    return cache.list();
  }

  /** Returns the objects of one namespace as last seen, in the order of their names; a view. */
  public Collection<T> listNamespace(String namespace) {
    return cache.listNamespace(namespace);
  }

  /** Returns the objects whose managing controller has this uid, in the order of their keys. */
  public Collection<T> listControlledBy(String uid) {
    return byControllerUid.get(uid);
  }

  /** Returns the objects of a namespace without managing controller, in the order of their keys. */
  public Collection<T> listOrphans(String namespace) {
    return orphansByNamespace.get(namespace);
  }

  /**
   * Returns a new index, kept up to date from now on.
   *
   * @param value what an object is found by, or null if it is not to be found; depends on nothing
   *     but the object
   */
  public ObjectIndex<T> index(Function<T, @Nullable String> value) {
    ObjectIndex<T> index = new ObjectIndex<>(value, cache);
    indexes.add(index);
    return index;
  }

  private static @Nullable String controllerUid(KubeObject object) {
    OwnerReference owner = object.metadata().controllerOwner();
    return owner == null ? null : owner.uid();
  }

  private static @Nullable String namespaceOfOrphan(KubeObject object) {
    return object.metadata().controllerOwner() == null ? object.namespace() : null;
  }

  private void onChange(WatchEvent<T> event) {
    T object = event.object();
    String key = event.key();
    boolean deleted = event.type() == WatchEvent.Type.DELETED;
    T old = deleted ? cache.remove(key) : cache.put(key, object);
    for (ObjectIndex<T> index : indexes) {
      index.change(key, old, deleted ? null : object);
    }
    for (WatchHandler<T> handler : handlers) {
      handler.onChange(event);
    }
  }
}
