package dev.farsight.sim.process.workload.daemonset;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.Expectations;
import dev.farsight.sim.process.workload.Ownership;
import dev.farsight.sim.process.workload.PodState;
import dev.farsight.sim.process.workload.Revisions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The DaemonSet controller of kube-controller-manager. */
public final class DaemonSetController {

  private static final int WORKERS = 2;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Informer<DaemonSet> daemonSets;
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;
  private final EventRecorder recorder;
  private final Ownership ownership;
  private final Revisions revisions;
  private final Expectations expectations = new Expectations();
  private final Map<String, FailureBackoff> failures = new LinkedHashMap<>();
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   */
  public DaemonSetController(
      Simulator simulator, Cluster cluster, InformerFactory informers, ControllerTiming timing) {
    this.cluster = cluster;
    this.timing = timing;
    this.daemonSets = informers.informer(Kinds.DAEMON_SET);
    this.pods = informers.informer(Kinds.POD);
    this.nodes = informers.informer(Kinds.NODE);
    this.recorder = EventRecorder.correlating(cluster, "daemonset-controller");
    this.ownership = new Ownership(cluster);
    this.revisions = new Revisions(cluster, informers.informer(Kinds.CONTROLLER_REVISION));
    this.queue =
        new WorkQueue(simulator, "daemonset", WORKERS, timing.syncDelayNanos(), this::sync);
    daemonSets.addHandler(event -> queue.add(event.key()));
    pods.addHandler(this::onPod);
    nodes.addHandler(this::onNode);
  }

  private void onPod(WatchEvent<Pod> event) {
    Pod pod = event.object();
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null || !owner.kind().equals(Kinds.DAEMON_SET.name())) {
      return;
    }
    DaemonSet set = daemonSets.get(ObjectMeta.key(pod.namespace(), owner.name()));
    if (set == null || !set.metadata().uid().equals(owner.uid())) {
      return;
    }
    if (event.type() == WatchEvent.Type.DELETED || pod.metadata().isTerminating()) {
      expectations.deletionObserved(set.key(), pod.metadata().uid());
    } else if (event.type() == WatchEvent.Type.ADDED) {
      expectations.creationObserved(set.key());
    }
    queue.add(set.key());
    Pod old = event.old();
    int minReadySeconds = DaemonSetSync.minReadySeconds(set);
    if (old != null && minReadySeconds > 0 && !PodState.isReady(old) && PodState.isReady(pod)) {
      queue.addAfter(set.key(), (minReadySeconds + 1) * SECOND_NANOS);
    }
  }

  private void onNode(WatchEvent<Node> event) {
    Node old = event.old();
    for (DaemonSet set : daemonSets.list()) {
      PodSpec spec = set.spec().template().spec();
      boolean concerned =
          old == null
              || event.type() == WatchEvent.Type.DELETED
              || NodeFit.shouldRun(spec, old) != NodeFit.shouldRun(spec, event.object())
              || NodeFit.shouldContinueRunning(spec, old)
                  != NodeFit.shouldContinueRunning(spec, event.object());
      if (concerned) {
        queue.add(set.key());
      }
    }
  }

  private long sync(String key) {
    DaemonSet set = daemonSets.get(key);
    if (set == null || set.metadata().isTerminating()) {
      expectations.forget(key);
      failures.remove(key);
      queue.forget(key);
      return 0;
    }
    List<Pod> candidates = new ArrayList<>(pods.listControlledBy(set.metadata().uid()));
    candidates.addAll(pods.listOrphans(set.namespace()));
    DaemonSetSync work =
        new DaemonSetSync(
            cluster,
            recorder,
            revisions,
            expectations,
            failures.computeIfAbsent(key, k -> new FailureBackoff()),
            timing,
            set);
    try {
      List<Pod> own = ownership.claim(set, set.spec().selector(), candidates);
      long retry = work.run(own, new ArrayList<>(nodes.list()));
      queue.forget(key);
      if (retry > 0) {
        queue.addAfter(key, retry);
      }
    } catch (ApiException e) {
      queue.addRateLimited(key);
    }
    return work.busyNanos();
  }
}
