package dev.farsight.sim.process.garbage;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.DeleteOptions.Propagation;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The garbage collector of kube-controller-manager: objects go when all their owners are gone, in
 * the background or before their owner (foreground), or lose their owner and stay (orphan).
 */
public final class GarbageCollector {

  /** Kinds that own or are owned. */
  private static final List<Kind<?>> WATCHED =
      List.of(
          Kinds.DEPLOYMENT,
          Kinds.REPLICA_SET,
          Kinds.STATEFUL_SET,
          Kinds.DAEMON_SET,
          Kinds.CRON_JOB,
          Kinds.JOB,
          Kinds.CONTROLLER_REVISION,
          Kinds.HORIZONTAL_POD_AUTOSCALER,
          Kinds.PERSISTENT_VOLUME_CLAIM,
          Kinds.SCALED_OBJECT,
          Kinds.SCALED_JOB,
          Kinds.POD);

  private static final int WORKERS = 20;

  private final Cluster cluster;
  private final WorkQueue queue;
  private final Map<String, Kind<?>> kindsByName = new LinkedHashMap<>();
  private final Map<String, Set<String>> dependentsByOwner = new LinkedHashMap<>();

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param syncDelayNanos time from taking an object to acting on it, in nanoseconds, at least 0
   */
  public GarbageCollector(
      Simulator simulator, Cluster cluster, InformerFactory informers, long syncDelayNanos) {
    this.cluster = cluster;
    this.queue = new WorkQueue(simulator, "garbagecollector", WORKERS, syncDelayNanos, this::sync);
    for (Kind<?> kind : WATCHED) {
      kindsByName.put(kind.name(), kind);
      watch(informers, kind);
    }
  }

  private <T extends KubeObject> void watch(InformerFactory informers, Kind<T> kind) {
    informers.informer(kind).addHandler(this::onChange);
  }

  private static String id(KubeObject object) {
    return object.kind().name() + "|" + object.key();
  }

  private <T extends KubeObject> void onChange(WatchEvent<T> event) {
    T object = event.object();
    T old = event.old();
    if (old != null && isNoMatter(old, event)) {
      return;
    }
    if (old != null) {
      unindex(old);
    }
    if (event.type() == WatchEvent.Type.DELETED) {
      unindex(object);
      Set<String> dependents = dependentsByOwner.get(object.metadata().uid());
      if (dependents != null) {
        new TreeSet<>(dependents).forEach(queue::add);
      }
      enqueueWaitingOwners(object);
      return;
    }
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      dependentsByOwner.computeIfAbsent(owner.uid(), uid -> new LinkedHashSet<>()).add(id(object));
    }
    if (object.metadata().isTerminating() && !object.metadata().finalizers().isEmpty()) {
      queue.add(id(object));
    }
    if (event.type() == WatchEvent.Type.ADDED && hasAbsentOwner(object)) {
      queue.add(id(object));
    }
  }

  /** Returns whether neither the owners nor the life of an object have changed. */
  private static <T extends KubeObject> boolean isNoMatter(T old, WatchEvent<T> event) {
    ObjectMeta before = old.metadata();
    ObjectMeta now = event.object().metadata();
    return event.type() == WatchEvent.Type.MODIFIED
        && !now.isTerminating()
        && before.uid().equals(now.uid())
        && before.ownerReferences().equals(now.ownerReferences());
  }

  private boolean hasAbsentOwner(KubeObject object) {
    for (OwnerReference reference : object.metadata().ownerReferences()) {
      if (isKnown(reference) && owner(object.namespace(), reference) == null) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown(OwnerReference reference) {
    return kindsByName.containsKey(reference.kind());
  }

  private void unindex(KubeObject object) {
    for (OwnerReference owner : object.metadata().ownerReferences()) {
      Set<String> dependents = dependentsByOwner.get(owner.uid());
      if (dependents != null) {
        dependents.remove(id(object));
        if (dependents.isEmpty()) {
          dependentsByOwner.remove(owner.uid());
        }
      }
    }
  }

  private void enqueueWaitingOwners(KubeObject object) {
    for (OwnerReference reference : object.metadata().ownerReferences()) {
      KubeObject owner = owner(object.namespace(), reference);
      if (owner != null && waitsForDependents(owner)) {
        queue.add(id(owner));
      }
    }
  }

  private static boolean waitsForDependents(KubeObject owner) {
    return owner.metadata().isTerminating()
        && owner.metadata().finalizers().contains(Cluster.FOREGROUND_FINALIZER);
  }

  private @Nullable KubeObject owner(String namespace, OwnerReference reference) {
    Kind<?> kind = kindsByName.get(reference.kind());
    KubeObject found =
        kind == null ? null : cluster.get(kind, ObjectMeta.key(namespace, reference.name()));
    return found != null && found.metadata().uid().equals(reference.uid()) ? found : null;
  }

  private @Nullable KubeObject find(String id) {
    int split = id.indexOf('|');
    Kind<?> kind = kindsByName.get(id.substring(0, split));
    return kind == null ? null : cluster.get(kind, id.substring(split + 1));
  }

  private long sync(String id) {
    KubeObject object = find(id);
    if (object == null) {
      queue.forget(id);
      return 0;
    }
    try {
      collect(object);
      queue.forget(id);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        queue.addRateLimited(id);
      }
    }
    return 0;
  }

  private void collect(KubeObject object) {
    if (object.metadata().isTerminating()) {
      if (object.metadata().finalizers().contains(Cluster.ORPHAN_FINALIZER)) {
        orphanDependents(object);
      }
      if (object.metadata().finalizers().contains(Cluster.FOREGROUND_FINALIZER)) {
        deleteDependents(object);
      }
      return;
    }
    List<OwnerReference> solid = new ArrayList<>();
    boolean waiting = false;
    boolean dangling = false;
    for (OwnerReference reference : object.metadata().ownerReferences()) {
      KubeObject owner = owner(object.namespace(), reference);
      if (owner == null && isKnown(reference)) {
        dangling = true;
      } else if (owner != null && waitsForDependents(owner)) {
        waiting = true;
      } else {
        solid.add(reference);
      }
    }
    if (!solid.isEmpty()) {
      if (dangling || waiting) {
        setOwners(object, solid);
      }
    } else if (waiting && dependentsByOwner.containsKey(object.metadata().uid())) {
      delete(object, Propagation.FOREGROUND);
    } else if (waiting || dangling) {
      delete(object, propagationOf(object));
    }
  }

  private static Propagation propagationOf(KubeObject object) {
    List<String> finalizers = object.metadata().finalizers();
    if (finalizers.contains(Cluster.ORPHAN_FINALIZER)) {
      return Propagation.ORPHAN;
    }
    return finalizers.contains(Cluster.FOREGROUND_FINALIZER)
        ? Propagation.FOREGROUND
        : Propagation.BACKGROUND;
  }

  private void deleteDependents(KubeObject owner) {
    Set<String> dependents = dependentsByOwner.get(owner.metadata().uid());
    boolean blocked = false;
    if (dependents != null) {
      for (String id : new TreeSet<>(dependents)) {
        KubeObject dependent = find(id);
        blocked |= dependent != null && blocks(dependent, owner);
        queue.add(id);
      }
    }
    if (!blocked) {
      removeFinalizer(owner, Cluster.FOREGROUND_FINALIZER);
    }
  }

  private static boolean blocks(KubeObject dependent, KubeObject owner) {
    for (OwnerReference reference : dependent.metadata().ownerReferences()) {
      if (reference.uid().equals(owner.metadata().uid())) {
        return Boolean.TRUE.equals(reference.blockOwnerDeletion());
      }
    }
    return false;
  }

  private void orphanDependents(KubeObject owner) {
    Set<String> dependents = dependentsByOwner.get(owner.metadata().uid());
    if (dependents != null) {
      for (String id : new TreeSet<>(dependents)) {
        KubeObject dependent = find(id);
        if (dependent != null) {
          List<OwnerReference> owners = new ArrayList<>(dependent.metadata().ownerReferences());
          owners.removeIf(reference -> reference.uid().equals(owner.metadata().uid()));
          setOwners(dependent, owners);
        }
      }
    }
    removeFinalizer(owner, Cluster.ORPHAN_FINALIZER);
  }

  private void delete(KubeObject object, Propagation propagation) {
    cluster.delete(
        object.kind(), object.key(), new DeleteOptions(null, propagation, object.metadata().uid()));
  }

  private void setOwners(KubeObject object, List<OwnerReference> owners) {
    change(object.kind(), object.key(), metadata -> metadata.withOwnerReferences(owners));
  }

  private void removeFinalizer(KubeObject object, String finalizer) {
    change(
        object.kind(),
        object.key(),
        metadata -> {
          List<String> left = new ArrayList<>(metadata.finalizers());
          left.remove(finalizer);
          return metadata.withFinalizers(left);
        });
  }

  private <T extends KubeObject> void change(
      Kind<T> kind, String key, UnaryOperator<ObjectMeta> change) {
    cluster.modify(
        kind,
        key,
        current -> kind.type().cast(current.withMetadata(change.apply(current.metadata()))));
  }
}
