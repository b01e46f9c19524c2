package dev.farsight.sim.process.workload.replicaset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Checks;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.DeletionOrder;
import dev.farsight.sim.process.workload.Expectations;
import dev.farsight.sim.process.workload.Ownership;
import dev.farsight.sim.process.workload.PodControl;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.SlowStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ReplicaSet controller of kube-controller-manager. */
public final class ReplicaSetController {

  /** Pods created or deleted in one sync at most. */
  static final int BURST_REPLICAS = 500;

  private static final int WORKERS = 5;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Informer<ReplicaSet> replicaSets;
  private final Informer<Pod> pods;
  private final PodControl podControl;
  private final Ownership ownership;
  private final Expectations expectations = new Expectations();
  private final PodSums sums = new PodSums();
  private final boolean recomputes;
  private final WorkQueue queue;
  private long busyNanos;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   */
  public ReplicaSetController(
      Simulator simulator, Cluster cluster, InformerFactory informers, ControllerTiming timing) {
    this.cluster = cluster;
    this.recomputes = simulator.checks().includes(Checks.RECOMPUTATION);
    this.timing = timing;
    this.replicaSets = informers.informer(Kinds.REPLICA_SET);
    this.pods = informers.informer(Kinds.POD);
    this.podControl =
        new PodControl(cluster, EventRecorder.correlating(cluster, "replicaset-controller"));
    this.ownership = new Ownership(cluster);
    this.queue =
        new WorkQueue(simulator, "replicaset", WORKERS, timing.syncDelayNanos(), this::sync);
    replicaSets.addHandler(this::onReplicaSet);
    pods.addHandler(this::onPod);
  }

  private void onReplicaSet(WatchEvent<ReplicaSet> event) {
    if (event.type() == WatchEvent.Type.DELETED) {
      expectations.forget(event.key());
    }
    queue.add(event.key());
  }

  private void onPod(WatchEvent<Pod> event) {
    sums.onPod(event);
    Pod pod = event.object();
    if (event.type() == WatchEvent.Type.DELETED || pod.metadata().isTerminating()) {
      onPodLeaving(pod);
      return;
    }
    Pod old = event.old();
    OwnerReference owner = pod.metadata().controllerOwner();
    OwnerReference oldOwner = old == null ? null : old.metadata().controllerOwner();
    if (oldOwner != null && !oldOwner.equals(owner)) {
      enqueue(resolve(pod.namespace(), oldOwner));
    }
    if (owner != null) {
      onOwnedPod(event, resolve(pod.namespace(), owner));
    } else if (old == null
        || oldOwner != null
        || !old.metadata().labels().equals(pod.metadata().labels())) {
      enqueueMatching(pod);
    }
  }

  private void onOwnedPod(WatchEvent<Pod> event, @Nullable ReplicaSet replicaSet) {
    if (replicaSet == null) {
      return;
    }
    Pod old = event.old();
    if (event.type() == WatchEvent.Type.ADDED) {
      expectations.creationObserved(replicaSet.key());
    }
    queue.add(replicaSet.key());
    int minReadySeconds = ReplicaSetFigures.minReadySeconds(replicaSet);
    if (old != null
        && minReadySeconds > 0
        && !PodState.isReady(old)
        && PodState.isReady(event.object())) {
      queue.addAfter(replicaSet.key(), minReadySeconds * SECOND_NANOS);
    }
  }

  private void onPodLeaving(Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    ReplicaSet replicaSet = owner == null ? null : resolve(pod.namespace(), owner);
    if (replicaSet != null) {
      expectations.deletionObserved(replicaSet.key(), pod.metadata().uid());
      queue.add(replicaSet.key());
    }
  }

  private void enqueueMatching(Pod pod) {
    for (ReplicaSet candidate : replicaSets.listNamespace(pod.namespace())) {
      if (candidate.spec().selector() != null
          && !candidate.spec().selector().isEmpty()
          && candidate.spec().selector().matches(pod.metadata().labels())) {
        queue.add(candidate.key());
      }
    }
  }

  private void enqueue(@Nullable ReplicaSet replicaSet) {
    if (replicaSet != null) {
      queue.add(replicaSet.key());
    }
  }

  private @Nullable ReplicaSet resolve(String namespace, OwnerReference owner) {
    if (!owner.kind().equals(Kinds.REPLICA_SET.name())) {
      return null;
    }
    ReplicaSet found = replicaSets.get(ObjectMeta.key(namespace, owner.name()));
    return found != null && found.metadata().uid().equals(owner.uid()) ? found : null;
  }

  private long sync(String key) {
    busyNanos = 0;
    try {
      syncReplicaSet(key);
      queue.forget(key);
    } catch (ApiException e) {
      queue.addRateLimited(key);
    }
    return busyNanos;
  }

  private void syncReplicaSet(String key) {
    ReplicaSet replicaSet = replicaSets.get(key);
    if (replicaSet == null) {
      expectations.forget(key);
      return;
    }
    boolean needsSync = expectations.satisfied(key, cluster.now());
    PodFigures figures = sums.figures(replicaSet, cluster.now());
    List<Pod> active = null;
    if (figures == null || recomputes || surplus(replicaSet, figures) > 0) {
      List<Pod> candidates = new ArrayList<>();
      List<Pod> terminating = new ArrayList<>();
      sortPods(replicaSet, candidates, terminating);
      active = ownership.claim(replicaSet, replicaSet.spec().selector(), candidates);
      PodFigures seen = PodFigures.of(replicaSet, active, terminating.size(), cluster.now());
      if (figures != null && !figures.equals(seen)) {
        throw new IllegalStateException(key + " has " + seen + ", but counted are " + figures);
      }
      figures = seen;
    }
    ApiException refusal = null;
    if (needsSync && !replicaSet.metadata().isTerminating()) {
      refusal = manageReplicas(replicaSet, figures, active);
    }
    ReplicaSetStatus status = ReplicaSetFigures.status(replicaSet, figures, refusal, cluster.now());
    ReplicaSet updated = updateStatus(replicaSet, status);
    if (refusal != null) {
      throw refusal;
    }
    requeueUntilAvailable(key, updated, figures);
  }

  private static int surplus(ReplicaSet replicaSet, PodFigures figures) {
    return figures.active() - ReplicaSetFigures.replicas(replicaSet);
  }

  private void sortPods(ReplicaSet replicaSet, List<Pod> active, List<Pod> terminating) {
    for (Pod pod : pods.listControlledBy(replicaSet.metadata().uid())) {
      if (PodState.isActive(pod)) {
        active.add(pod);
      } else if (PodState.isTerminating(pod)
          && replicaSet.spec().selector() != null
          && replicaSet.spec().selector().matches(pod.metadata().labels())) {
        terminating.add(pod);
      }
    }
    for (Pod pod : pods.listOrphans(replicaSet.namespace())) {
      if (PodState.isActive(pod)) {
        active.add(pod);
      }
    }
  }

  private void requeueUntilAvailable(String key, ReplicaSet replicaSet, PodFigures figures) {
    int minReadySeconds = ReplicaSetFigures.minReadySeconds(replicaSet);
    ReplicaSetStatus status = replicaSet.status();
    if (minReadySeconds > 0 && status.readyReplicas() != status.availableReplicas()) {
      long left = figures.nanosUntilNextAvailable();
      queue.addAfter(key, left >= 0 ? left : minReadySeconds * SECOND_NANOS);
    }
  }

  private @Nullable ApiException manageReplicas(
      ReplicaSet replicaSet, PodFigures figures, @Nullable List<Pod> active) {
    int surplus = surplus(replicaSet, figures);
    if (surplus < 0) {
      return createPods(replicaSet, Math.min(-surplus, BURST_REPLICAS));
    }
    return surplus == 0 || active == null
        ? null
        : deletePods(replicaSet, active, Math.min(surplus, BURST_REPLICAS));
  }

  private @Nullable ApiException createPods(ReplicaSet replicaSet, int wanted) {
    expectations.expectCreations(replicaSet.key(), wanted, cluster.now());
    SlowStart creation =
        SlowStart.run(
            wanted,
            timing,
            (index, answeredAfterNanos) ->
                podControl.create(replicaSet.spec().template(), replicaSet, answeredAfterNanos));
    busyNanos += creation.busyNanos();
    for (int i = creation.made(); i < wanted; i++) {
      expectations.creationObserved(replicaSet.key());
    }
    return creation.refusal();
  }

  private @Nullable ApiException deletePods(ReplicaSet replicaSet, List<Pod> active, int count) {
    List<Pod> chosen = DeletionOrder.first(active, relatedPods(replicaSet), count, cluster.now());
    List<String> uids = new ArrayList<>(chosen.size());
    for (Pod pod : chosen) {
      uids.add(pod.metadata().uid());
    }
    expectations.expectDeletions(replicaSet.key(), uids, cluster.now());
    ApiException refusal = null;
    busyNanos += timing.apiCallNanos();
    for (Pod pod : chosen) {
      try {
        podControl.delete(pod, replicaSet, timing.apiCallNanos());
      } catch (ApiException e) {
        expectations.deletionObserved(replicaSet.key(), pod.metadata().uid());
        if (!e.isNotFound() && refusal == null) {
          refusal = e;
        }
      }
    }
    return refusal;
  }

  private List<Pod> relatedPods(ReplicaSet replicaSet) {
    OwnerReference owner = replicaSet.metadata().controllerOwner();
    List<Pod> related = new ArrayList<>();
    if (owner != null) {
      for (ReplicaSet sibling : replicaSets.listControlledBy(owner.uid())) {
        related.addAll(pods.listControlledBy(sibling.metadata().uid()));
      }
    }
    return related;
  }

  private ReplicaSet updateStatus(ReplicaSet replicaSet, ReplicaSetStatus status) {
    ReplicaSetStatus current = replicaSet.status();
    long generation = replicaSet.metadata().generation();
    ReplicaSetStatus unobserved = ReplicaSetFigures.observed(status, current.observedGeneration());
    if (unobserved.equals(current) && current.observedGeneration() == generation) {
      return replicaSet;
    }
    busyNanos += timing.apiCallNanos();
    ReplicaSetStatus wanted = ReplicaSetFigures.observed(status, generation);
    return cluster.modify(
        Kinds.REPLICA_SET,
        replicaSet.key(),
        fresh ->
            Objects.equals(fresh.metadata().uid(), replicaSet.metadata().uid())
                ? fresh.withStatus(wanted)
                : fresh);
  }
}
