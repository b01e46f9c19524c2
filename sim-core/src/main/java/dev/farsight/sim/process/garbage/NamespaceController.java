package dev.farsight.sim.process.garbage;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * The namespace controller of kube-controller-manager: deletes everything in a namespace that is
 * being deleted, and lets it go when nothing is left.
 *
 * <p>While something is left it looks again after 5 ms, doubled each time; upstream after half of
 * the longest grace period of a pod. Events go with the namespace and are not deleted one by one.
 */
public final class NamespaceController {

  private static final String FINALIZER = "kubernetes";

  private static final int WORKERS = 10;

  private final Cluster cluster;
  private final Informer<Namespace> namespaces;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param syncDelayNanos time from taking a namespace to acting on it, in nanoseconds, at least 0
   */
  public NamespaceController(
      Simulator simulator, Cluster cluster, InformerFactory informers, long syncDelayNanos) {
    this.cluster = cluster;
    this.namespaces = informers.informer(Kinds.NAMESPACE);
    this.queue = new WorkQueue(simulator, "namespace", WORKERS, syncDelayNanos, this::sync);
    namespaces.addHandler(
        event -> {
          if (event.object().metadata().isTerminating()) {
            queue.add(event.object().key());
          }
        });
  }

  private long sync(String name) {
    Namespace namespace = namespaces.get(name);
    if (namespace == null || !namespace.metadata().isTerminating()) {
      queue.forget(name);
      return 0;
    }
    boolean empty = true;
    for (Kind<?> kind : Kinds.ALL) {
      if (kind.namespaced() && kind != Kinds.EVENT) {
        empty &= deleteAll(kind, name);
      }
    }
    if (empty) {
      letGo(name);
      queue.forget(name);
    } else {
      queue.addRateLimited(name);
    }
    return 0;
  }

  /** Deletes all objects of a kind; returns whether there were none. */
  private <T extends KubeObject> boolean deleteAll(Kind<T> kind, String namespace) {
    List<T> found = new ArrayList<>(cluster.store(kind).listNamespace(namespace));
    for (T object : found) {
      if (!object.metadata().isTerminating() && cluster.get(kind, object.key()) != null) {
        cluster.delete(kind, object.key(), DeleteOptions.BACKGROUND);
      }
    }
    return found.isEmpty();
  }

  private void letGo(String name) {
    try {
      cluster.modify(
          Kinds.NAMESPACE,
          name,
          namespace -> {
            List<String> finalizers = new ArrayList<>(namespace.metadata().finalizers());
            finalizers.remove(FINALIZER);
            return namespace.withMetadata(namespace.metadata().withFinalizers(finalizers));
          });
    } catch (ApiException gone) {
      if (!gone.isNotFound()) {
        throw gone;
      }
    }
  }
}
