package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.cluster.InformerFactory;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.cluster.WorkQueue;
import dev.farsight.sim.engine.Simulator;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.process.workload.ControllerTiming;
import dev.farsight.sim.process.workload.Ownership;
import dev.farsight.sim.process.workload.TemplateHashes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Deployment controller of kube-controller-manager. */
public final class DeploymentController {

  private static final int WORKERS = 5;
  private static final int MAX_RETRIES = 15;

  private final Cluster cluster;
  private final ControllerTiming timing;
  private final Informer<Deployment> deployments;
  private final Informer<ReplicaSet> replicaSets;
  private final Informer<Pod> pods;
  private final EventRecorder recorder;
  private final Ownership ownership;
  private final TemplateHashes hashes;
  private final WorkQueue queue;

  /**
   * Makes the controller; it works as soon as the simulation runs.
   *
   * @param simulator event list
   * @param cluster API server
   * @param informers caches of kube-controller-manager
   * @param timing how long its work takes
   * @param hashes hashes of pod templates
   */
  public DeploymentController(
      Simulator simulator,
      Cluster cluster,
      InformerFactory informers,
      ControllerTiming timing,
      TemplateHashes hashes) {
    this.cluster = cluster;
    this.timing = timing;
    this.hashes = hashes;
    this.deployments = informers.informer(Kinds.DEPLOYMENT);
    this.replicaSets = informers.informer(Kinds.REPLICA_SET);
    this.pods = informers.informer(Kinds.POD);
    this.recorder = EventRecorder.correlating(cluster, "deployment-controller");
    this.ownership = new Ownership(cluster);
    this.queue =
        new WorkQueue(simulator, "deployment", WORKERS, timing.syncDelayNanos(), this::sync);
    deployments.addHandler(event -> queue.add(event.key()));
    replicaSets.addHandler(this::onReplicaSet);
    pods.addHandler(this::onPod);
  }

  private void onReplicaSet(WatchEvent<ReplicaSet> event) {
    ReplicaSet replicaSet = event.object();
    ReplicaSet old = event.old();
    OwnerReference owner = replicaSet.metadata().controllerOwner();
    OwnerReference oldOwner = old == null ? null : old.metadata().controllerOwner();
    if (oldOwner != null && !oldOwner.equals(owner)) {
      enqueue(resolve(replicaSet.namespace(), oldOwner));
    }
    if (owner != null) {
      enqueue(resolve(replicaSet.namespace(), owner));
    } else if (event.type() != WatchEvent.Type.DELETED) {
      enqueueMatching(replicaSet);
    }
  }

  private void enqueueMatching(ReplicaSet replicaSet) {
    for (Deployment candidate : deployments.listNamespace(replicaSet.namespace())) {
      if (candidate.spec().selector() != null
          && !candidate.spec().selector().isEmpty()
          && candidate.spec().selector().matches(replicaSet.metadata().labels())) {
        queue.add(candidate.key());
      }
    }
  }

  /** A Recreate roll-out waits for the last pod to go. */
  private void onPod(WatchEvent<Pod> event) {
    OwnerReference owner = event.object().metadata().controllerOwner();
    if (event.type() != WatchEvent.Type.DELETED
        || owner == null
        || !owner.kind().equals(Kinds.REPLICA_SET.name())) {
      return;
    }
    ReplicaSet replicaSet =
        replicaSets.get(ObjectMeta.key(event.object().namespace(), owner.name()));
    OwnerReference top =
        replicaSet == null || !replicaSet.metadata().uid().equals(owner.uid())
            ? null
            : replicaSet.metadata().controllerOwner();
    Deployment deployment = top == null ? null : resolve(event.object().namespace(), top);
    if (deployment != null
        && !DeploymentFigures.isRollingUpdate(deployment)
        && !hasPods(deployment)) {
      queue.add(deployment.key());
    }
  }

  private boolean hasPods(Deployment deployment) {
    for (ReplicaSet replicaSet : replicaSets.listControlledBy(deployment.metadata().uid())) {
      if (!pods.listControlledBy(replicaSet.metadata().uid()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void enqueue(@Nullable Deployment deployment) {
    if (deployment != null) {
      queue.add(deployment.key());
    }
  }

  private @Nullable Deployment resolve(String namespace, OwnerReference owner) {
    if (!owner.kind().equals(Kinds.DEPLOYMENT.name())) {
      return null;
    }
    Deployment found = deployments.get(ObjectMeta.key(namespace, owner.name()));
    return found != null && found.metadata().uid().equals(owner.uid()) ? found : null;
  }

  private long sync(String key) {
    Deployment deployment = deployments.get(key);
    if (deployment == null) {
      queue.forget(key);
      return 0;
    }
    List<ReplicaSet> candidates =
        new ArrayList<>(replicaSets.listControlledBy(deployment.metadata().uid()));
    candidates.addAll(replicaSets.listOrphans(deployment.namespace()));
    int writes = 0;
    try {
      DeploymentSync work =
          new DeploymentSync(
              cluster,
              recorder,
              replicaSets,
              hashes,
              deployment,
              ownership.claim(deployment, deployment.spec().selector(), candidates));
      long next;
      try {
        next = step(work);
      } finally {
        writes = work.writes();
      }
      requeue(key, next);
      queue.forget(key);
    } catch (ApiException e) {
      retry(key, e);
    }
    return writes * timing.apiCallNanos();
  }

  private void requeue(String key, long next) {
    if (next == RolloutStatus.SOON) {
      queue.addRateLimited(key);
    } else if (next > 0) {
      queue.addAfter(key, next);
    }
  }

  private void retry(String key, ApiException refusal) {
    if (!refusal.isNamespaceTerminating() && queue.failureCount(key) < MAX_RETRIES) {
      queue.addRateLimited(key);
    } else {
      queue.forget(key);
    }
  }

  private long step(DeploymentSync work) {
    Deployment deployment = work.deployment();
    if (deployment.metadata().isTerminating()) {
      ReplicaSet current = new NewReplicaSet(work).get(false);
      List<ReplicaSet> old = work.oldReplicaSets();
      new RolloutStatus(work).write(ReplicaSets.join(old, current), current);
      return RolloutStatus.NEVER;
    }
    notePause(work);
    Scaling scaling = new Scaling(work);
    if (Boolean.TRUE.equals(deployment.spec().paused()) || scaling.isNeeded()) {
      scaling.run();
      return RolloutStatus.NEVER;
    }
    return DeploymentFigures.isRollingUpdate(deployment)
        ? new RollingUpdate(work).run()
        : new Recreate(work, pods).run();
  }

  /** Says in the Progressing condition that the Deployment was paused or resumed. */
  private static void notePause(DeploymentSync work) {
    Deployment deployment = work.deployment();
    Condition condition =
        DeploymentConditions.get(deployment.status(), DeploymentConditions.PROGRESSING);
    String reason = condition == null ? "" : condition.reason();
    if (!DeploymentFigures.hasProgressDeadline(deployment)
        || reason.equals("ProgressDeadlineExceeded")) {
      return;
    }
    boolean paused = Boolean.TRUE.equals(deployment.spec().paused());
    if (paused == reason.equals("DeploymentPaused")) {
      return;
    }
    Condition changed =
        DeploymentConditions.of(
            DeploymentConditions.PROGRESSING,
            "Unknown",
            paused ? "DeploymentPaused" : "DeploymentResumed",
            paused ? "Deployment is paused" : "Deployment is resumed",
            work.now());
    work.setStatus(DeploymentConditions.set(deployment.status(), changed));
    work.writeStatus();
  }
}
