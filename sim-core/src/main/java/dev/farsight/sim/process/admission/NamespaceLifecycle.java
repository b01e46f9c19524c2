package dev.farsight.sim.process.admission;

import dev.farsight.sim.cluster.AdmissionPlugin;
import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;

/**
 * Refuses objects of namespaces that do not exist or are being deleted.
 *
 * @param <T> kind of object it looks at
 */
public final class NamespaceLifecycle<T extends KubeObject> implements AdmissionPlugin<T> {

  private final Cluster cluster;
  private final Kind<T> kind;

  private NamespaceLifecycle(Cluster cluster, Kind<T> kind) {
    this.cluster = cluster;
    this.kind = kind;
  }

  /** Puts the check in front of the creation of every namespaced kind but events. */
  public static void register(Cluster cluster) {
    for (Kind<?> kind : Kinds.ALL) {
      if (kind.namespaced() && kind != Kinds.EVENT) {
        cluster.addAdmission(new NamespaceLifecycle<>(cluster, kind));
      }
    }
  }

  @Override
  public Kind<T> kind() {
    return kind;
  }

  @Override
  public T admit(T object) {
    Namespace namespace = cluster.get(Kinds.NAMESPACE, object.namespace());
    if (namespace == null) {
      throw ApiException.notFound("namespaces", object.namespace());
    }
    if (namespace.metadata().isTerminating()) {
      throw ApiException.namespaceTerminating(
          kind.lowerName() + "s", object.name(), object.namespace());
    }
    return object;
  }
}
