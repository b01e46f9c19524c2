package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * An object that the API server stores: it has a kind and metadata. Implementations are records.
 */
public interface KubeObject {

  /** Returns the kind of the object. */
  Kind<? extends KubeObject> kind();

  /** Returns the metadata. */
  ObjectMeta metadata();

  /** Returns a copy with other metadata. */
  KubeObject withMetadata(ObjectMeta metadata);

  /** Returns the wanted state, whose changes count as generations; absent for kinds without. */
  default @Nullable Object spec() {
    return null;
  }

  /** Returns the namespace, empty for cluster-scoped objects. */
  default String namespace() {
    return metadata().namespace();
  }

  /** Returns the name. */
  default String name() {
    return metadata().name();
  }

  /** Returns the key under which stores keep the object: {@code namespace/name} or {@code name}. */
  default String key() {
    return ObjectMeta.key(metadata().namespace(), metadata().name());
  }
}
