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
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The namespace controller of kube-controller-manager: 5 s after a namespace is deleted it deletes
 * its pods, when those are gone everything else, and then lets it go ({@code
 * namespaced_resources_deleter.go}, with OrderedNamespaceDeletion).
 *
 * <p>While pods stop it looks again after half of their longest grace period and a second, and once
 * that is over after 5 ms, doubled each time. Events go with the namespace and are not deleted one
 * by one.
 */
public final class NamespaceController {

  private static final String FINALIZER = "kubernetes";

  private static final int WORKERS = 10;

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Time for which other API servers may not know yet ({@code namespaceDeletionGracePeriod}). */
  private static final long DELETION_DELAY_NANOS = 5 * SECOND_NANOS;

  /** Longest delay after a failure, in nanoseconds ({@code nsControllerRateLimiter}). */
  private static final long LONGEST_RETRY_NANOS = 60 * SECOND_NANOS;

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
    this.queue =
        new WorkQueue(
            simulator,
            "namespace",
            WORKERS,
            syncDelayNanos,
            new WorkQueue.RetryDelay(WorkQueue.BASE_DELAY_NANOS, LONGEST_RETRY_NANOS),
            this::sync);
    namespaces.addHandler(
        event -> {
          if (event.object().metadata().isTerminating()) {
            queue.addAfter(event.key(), DELETION_DELAY_NANOS);
          }
        });
  }

  private long sync(String name) {
    Namespace namespace = namespaces.get(name);
    if (namespace == null || !namespace.metadata().isTerminating()) {
      queue.forget(name);
      return 0;
    }
    long estimateSeconds = estimateSeconds(namespace);
    boolean empty = deleteAll(Kinds.POD, name);
    if (empty) {
      for (Kind<?> kind : Kinds.ALL) {
        if (kind.namespaced() && kind != Kinds.EVENT) {
          empty &= deleteAll(kind, name);
        }
      }
    }
    if (empty) {
      letGo(name);
      queue.forget(name);
    } else if (estimateSeconds > 0) {
      queue.addAfter(name, (estimateSeconds / 2 + 1) * SECOND_NANOS);
    } else {
      queue.addRateLimited(name);
    }
    return 0;
  }

  /** Returns for how many seconds pods may still stop; 0 once all have had their time. */
  private long estimateSeconds(Namespace namespace) {
    long longest = 0;
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(namespace.name())) {
      String phase = pod.status().phase();
      Long grace = pod.spec().terminationGracePeriodSeconds();
      if (!"Succeeded".equals(phase) && !"Failed".equals(phase) && grace != null) {
        longest = Math.max(longest, grace);
      }
    }
    Timestamp deleted = namespace.metadata().deletionTimestamp();
    long since = deleted == null ? 0 : cluster.nowNanos() - deleted.truncatedToSecond().nanos();
    return since >= longest * SECOND_NANOS ? 0 : longest;
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
