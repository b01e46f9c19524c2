package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.KubeObject;
import org.jspecify.annotations.Nullable;

/**
 * One change of one object, as a watch delivers it.
 *
 * @param <T> kind of the object
 * @param type what happened
 * @param old object before the change; absent when it was added
 * @param object object after the change, or its last state when it was deleted
 * @param key key of the object: one text for all who keep the object under it
 */
public record WatchEvent<T extends KubeObject>(Type type, @Nullable T old, T object, String key) {

  /** Makes an event whose key is that of the object. */
  public WatchEvent(Type type, @Nullable T old, T object) {
    this(type, old, object, object.key());
  }

  /** Sorts of change. */
  public enum Type {
    /** The object was created. */
    ADDED,
    /** The object was changed. */
    MODIFIED,
    /** The object is gone. */
    DELETED
  }
}
