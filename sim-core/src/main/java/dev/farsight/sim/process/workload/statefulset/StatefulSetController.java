package dev.farsight.sim.process.workload.statefulset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.kube.StatefulSetStatus;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.Ownership;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.Revisions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The StatefulSet controller of kube-controller-manager. */
public final class StatefulSetController {

  private static final int WORKERS = 5;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Informer<StatefulSet> sets;
  private final Informer<Pod> pods;
  private final EventRecorder recorder;
  private final Ownership ownership;
  private final Revisions revisions;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   */
  public StatefulSetController(
      Simulator simulator, Cluster cluster, InformerFactory informers, ControllerTiming timing) {
    this.cluster = cluster;
    this.timing = timing;
    this.sets = informers.informer(Kinds.STATEFUL_SET);
    this.pods = informers.informer(Kinds.POD);
    this.recorder = EventRecorder.correlating(cluster, "statefulset-controller");
    this.ownership = new Ownership(cluster);
    this.revisions = new Revisions(cluster, informers.informer(Kinds.CONTROLLER_REVISION));
    this.queue =
        new WorkQueue(simulator, "statefulset", WORKERS, timing.syncDelayNanos(), this::sync);
    sets.addHandler(event -> queue.add(event.key()));
    pods.addHandler(this::onPod);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      enqueueMatching(pod);
      return;
    }
    StatefulSet set = resolve(pod.namespace(), owner);
    if (set == null) {
      return;
    }
    queue.add(set.key());
    Pod old = event.old();
    int minReadySeconds = StatefulSetSync.minReadySeconds(set);
    if (old != null && minReadySeconds > 0 && !PodState.isReady(old) && PodState.isReady(pod)) {
      queue.addAfter(set.key(), minReadySeconds * SECOND_NANOS);
    }
  }

  private void enqueueMatching(Pod pod) {
    for (StatefulSet set : sets.listNamespace(pod.namespace())) {
      if (set.spec().selector() != null
          && !set.spec().selector().isEmpty()
          && set.spec().selector().matches(pod.metadata().labels())) {
        queue.add(set.key());
      }
    }
  }

  private @Nullable StatefulSet resolve(String namespace, OwnerReference owner) {
    if (!owner.kind().equals(Kinds.STATEFUL_SET.name())) {
      return null;
    }
    StatefulSet found = sets.get(ObjectMeta.key(namespace, owner.name()));
    return found != null && found.metadata().uid().equals(owner.uid()) ? found : null;
  }

  private long sync(String key) {
    StatefulSet set = sets.get(key);
    if (set == null) {
      queue.forget(key);
      return 0;
    }
    StatefulSetSync work = new StatefulSetSync(cluster, recorder, revisions, set);
    try {
      List<Pod> candidates = new ArrayList<>(pods.listControlledBy(set.metadata().uid()));
      for (Pod orphan : pods.listOrphans(set.namespace())) {
        if (StatefulSetSync.ordinal(set, orphan.name()) >= 0) {
          candidates.add(orphan);
        }
      }
      List<Pod> own = ownership.claim(set, set.spec().selector(), candidates);
      StatefulSetStatus status = work.run(own);
      int minReadySeconds = StatefulSetSync.minReadySeconds(set);
      if (minReadySeconds > 0 && status.availableReplicas() != status.readyReplicas()) {
        long left = PodState.nanosUntilNextAvailable(own, minReadySeconds, cluster.now());
        queue.addAfter(key, left >= 0 ? left : minReadySeconds * SECOND_NANOS);
      }
      queue.forget(key);
    } catch (ApiException e) {
      queue.addRateLimited(key);
    }
    return work.writes() * timing.apiCallNanos();
  }
}
