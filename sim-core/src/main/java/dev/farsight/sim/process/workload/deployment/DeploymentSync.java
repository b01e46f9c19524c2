package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.DeleteOptions;
import dev.farsight.sim.cluster.EventRecorder;
import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.process.workload.TemplateHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sync of one Deployment: the copy that was read, changed step by step, and the writes.
 *
 * <p>As upstream, a write of the Deployment does not renew the copy: a second write in the same
 * sync is refused as a conflict, and the sync is tried again.
 */
final class DeploymentSync {

  private final Cluster cluster;
  private final EventRecorder recorder;
  private final Informer<ReplicaSet> cache;
  private final TemplateHashes hashes;
  private final List<ReplicaSet> replicaSets;
  private final @Nullable ReplicaSet current;
  private Deployment deployment;
  private @Nullable Deployment settled;
  private int writes;

  DeploymentSync(
      Cluster cluster,
      EventRecorder recorder,
      Informer<ReplicaSet> cache,
      TemplateHashes hashes,
      Deployment deployment,
      List<ReplicaSet> replicaSets) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.cache = cache;
    this.hashes = hashes;
    this.deployment = deployment;
    this.replicaSets = new ArrayList<>(replicaSets);
    this.replicaSets.sort(ReplicaSets.BY_CREATION);
    this.current = NewReplicaSet.find(deployment, this.replicaSets);
  }

  /** Returns the copy with the changes of this sync. */
  Deployment deployment() {
    return deployment;
  }

  /** Returns all ReplicaSets of the Deployment, oldest first. */
  List<ReplicaSet> replicaSets() {
    return replicaSets;
  }

  /**
   * Returns the oldest ReplicaSet with the Deployment's template, or null if none had it when the
   * sync began.
   */
  @Nullable ReplicaSet currentReplicaSet() {
    return current;
  }

  /** Returns all ReplicaSets but that with the Deployment's template, oldest first; a copy. */
  List<ReplicaSet> oldReplicaSets() {
    List<ReplicaSet> old = new ArrayList<>(replicaSets.size());
    for (ReplicaSet replicaSet : replicaSets) {
      if (replicaSet != current) {
        old.add(replicaSet);
      }
    }
    return old;
  }

  /** Returns the hash of the Deployment's template, which names its ReplicaSet. */
  String templateHash() {
    return hashes.of(deployment.spec().template(), deployment.status().collisionCount());
  }

  Timestamp now() {
    return cluster.now();
  }

  int writes() {
    return writes;
  }

  /** Notes that the ReplicaSet of the template asks for no change, as the copy stands now. */
  void settle() {
    settled = deployment;
  }

  /** Returns whether nothing has changed in the copy since {@link #settle}. */
  boolean isSettled() {
    return settled == deployment;
  }

  /** Changes the copy only. */
  void setStatus(DeploymentStatus status) {
    deployment = deployment.withStatus(status);
  }

  /** Sets the revision annotation of the copy; returns whether it was another one. */
  boolean setRevision(String revision) {
    Map<String, String> annotations = deployment.metadata().annotations();
    if (revision.equals(annotations.get(ReplicaSets.REVISION))) {
      return false;
    }
    deployment =
        deployment.withMetadata(
            withAnnotation(deployment.metadata(), ReplicaSets.REVISION, revision));
    return true;
  }

  /**
   * Writes status and annotations of the copy.
   *
   * @throws ApiException if the Deployment was changed since it was read
   */
  void writeStatus() {
    writes++;
    cluster.update(deployment);
  }

  void event(String type, String reason, String message) {
    recorder.record(deployment, type, reason, message);
  }

  /** Returns a ReplicaSet as the controller has seen it last, or null. */
  @Nullable ReplicaSet cachedReplicaSet(String key) {
    return cache.get(key);
  }

  ReplicaSet create(ReplicaSet replicaSet) {
    writes++;
    return cluster.create(replicaSet);
  }

  ReplicaSet update(ReplicaSet replicaSet) {
    writes++;
    return cluster.update(replicaSet);
  }

  /**
   * Gives a ReplicaSet another size, and notes on it what the Deployment wants in all.
   *
   * @return the ReplicaSet as stored
   */
  ReplicaSet scale(ReplicaSet replicaSet, int size) {
    int before = ReplicaSets.replicas(replicaSet);
    ReplicaSet wanted =
        replicaSet
            .withSpec(replicaSet.spec().withReplicas(size))
            .withMetadata(withReplicasAnnotations(replicaSet.metadata(), deployment));
    if (wanted.equals(replicaSet)) {
      return replicaSet;
    }
    ReplicaSet updated = update(wanted);
    if (before != size) {
      event(
          "Normal",
          "ScalingReplicaSet",
          "Scaled "
              + (before < size ? "up" : "down")
              + " replica set "
              + replicaSet.name()
              + " from "
              + before
              + " to "
              + size);
    }
    return updated;
  }

  /** Scales only if the size differs; returns whether it did. */
  boolean scaleIfNeeded(ReplicaSet replicaSet, int size) {
    if (ReplicaSets.replicas(replicaSet) == size) {
      return false;
    }
    scale(replicaSet, size);
    return true;
  }

  /** Deletes old ReplicaSets without pods beyond the history limit, lowest revision first. */
  void cleanUp(List<ReplicaSet> old) {
    Integer limit = deployment.spec().revisionHistoryLimit();
    if (limit == null || limit == Integer.MAX_VALUE) {
      return;
    }
    List<ReplicaSet> cleanable = new ArrayList<>();
    for (ReplicaSet replicaSet : old) {
      if (!replicaSet.metadata().isTerminating()) {
        cleanable.add(replicaSet);
      }
    }
    cleanable.sort(ReplicaSets.BY_REVISION);
    for (ReplicaSet replicaSet : cleanable.subList(0, Math.max(0, cleanable.size() - limit))) {
      if (replicaSet.status().replicas() == 0
          && ReplicaSets.replicas(replicaSet) == 0
          && replicaSet.metadata().generation() <= replicaSet.status().observedGeneration()) {
        delete(replicaSet);
      }
    }
  }

  private void delete(ReplicaSet replicaSet) {
    try {
      writes++;
      cluster.delete(Kinds.REPLICA_SET, replicaSet.key(), DeleteOptions.BACKGROUND);
    } catch (ApiException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  static ObjectMeta withReplicasAnnotations(ObjectMeta metadata, Deployment deployment) {
    int wanted = DeploymentFigures.replicas(deployment);
    int most = wanted + DeploymentFigures.maxSurge(deployment);
    return withAnnotation(
        withAnnotation(metadata, ReplicaSets.DESIRED_REPLICAS, Integer.toString(wanted)),
        ReplicaSets.MAX_REPLICAS,
        Integer.toString(most));
  }

  static ObjectMeta withAnnotation(ObjectMeta metadata, String key, String value) {
    if (value.equals(metadata.annotations().get(key))) {
      return metadata;
    }
    return metadata.withAnnotations(FrozenMap.with(metadata.annotations(), key, value));
  }
}
