package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.PodTemplateSpec;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetSpec;
import dev.farsight.sim.kube.ReplicaSetStatus;
import dev.farsight.sim.process.workload.Ownership;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ReplicaSet of a Deployment's current template, renews its annotations, or creates it
 * ({@code getNewReplicaSet}).
 */
final class NewReplicaSet {

  private static final int MAX_NAME_LENGTH = 253;
  private static final int MAX_HISTORY_CHARS = 2000;
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String ROLLBACK_TO = "deprecated.deployment.rollback.to";

  private final DeploymentSync sync;

  NewReplicaSet(DeploymentSync sync) {
    this.sync = sync;
  }

  /** Returns the oldest ReplicaSet with the Deployment's template, or null. */
  static @Nullable ReplicaSet find(Deployment deployment, List<ReplicaSet> oldestFirst) {
    for (ReplicaSet candidate : oldestFirst) {
      if (ReplicaSets.sameTemplate(candidate.spec().template(), deployment.spec().template())) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Returns the ReplicaSet of the current template with its annotations and revision up to date.
   *
   * @param create whether to create it if there is none
   * @return null if there is none and none was to be created
   */
  @Nullable ReplicaSet get(boolean create) {
    ReplicaSet existing = sync.currentReplicaSet();
    boolean nothingToDo = existing == null ? !create : sync.isSettled();
    if (nothingToDo) {
      return existing;
    }
    long highest = 0;
    for (ReplicaSet replicaSet : sync.replicaSets()) {
      if (replicaSet != existing) {
        highest = Math.max(highest, ReplicaSets.revision(replicaSet));
      }
    }
    String revision = Long.toString(highest + 1);
    return existing == null ? create(sync.oldReplicaSets(), revision) : renew(existing, revision);
  }

  private ReplicaSet renew(ReplicaSet existing, String revision) {
    Deployment deployment = sync.deployment();
    ObjectMeta metadata = withDeploymentAnnotations(existing.metadata(), revision);
    boolean otherWait =
        minReadySeconds(deployment.spec().minReadySeconds())
            != minReadySeconds(existing.spec().minReadySeconds());
    if (otherWait || metadata != existing.metadata()) {
      ReplicaSetSpec spec = existing.spec();
      Integer seconds = deployment.spec().minReadySeconds();
      return sync.update(
          existing
              .withMetadata(metadata)
              .withSpec(otherWait ? spec.withMinReadySeconds(seconds) : spec));
    }
    String own = existing.metadata().annotations().get(ReplicaSets.REVISION);
    boolean changed = sync.setRevision(own == null ? "" : own);
    if (DeploymentFigures.hasProgressDeadline(deployment)
        && DeploymentConditions.get(deployment.status(), DeploymentConditions.PROGRESSING)
            == null) {
      setProgressing("FoundNewReplicaSet", "Found new replica set \"" + existing.name() + "\"");
      changed = true;
    }
    if (changed) {
      sync.writeStatus();
    } else {
      sync.settle();
    }
    return existing;
  }

  private static int minReadySeconds(@Nullable Integer seconds) {
    return seconds == null ? 0 : seconds;
  }

  private ReplicaSet create(List<ReplicaSet> old, String revision) {
    ReplicaSet wanted = wanted(old, revision);
    ReplicaSet created;
    boolean existed = false;
    try {
      created = sync.create(wanted);
    } catch (ApiException e) {
      created = sameOwnersTwin(wanted, e);
      existed = true;
    }
    int size = ReplicaSets.replicas(wanted);
    if (!existed && size > 0) {
      sync.event(
          "Normal",
          "ScalingReplicaSet",
          "Scaled up replica set " + created.name() + " from 0 to " + size);
    }
    boolean changed = sync.setRevision(revision);
    if (!existed && DeploymentFigures.hasProgressDeadline(sync.deployment())) {
      setProgressing("NewReplicaSetCreated", "Created new replica set \"" + created.name() + "\"");
      changed = true;
    }
    if (changed) {
      sync.writeStatus();
    }
    return created;
  }

  /**
   * Returns the ReplicaSet that exists already if it is the wanted one; else reports the refusal.
   */
  private ReplicaSet sameOwnersTwin(ReplicaSet wanted, ApiException refusal) {
    if (refusal.isAlreadyExists()) {
      ReplicaSet twin = sync.cachedReplicaSet(wanted.key());
      if (twin != null
          && Ownership.isControlledBy(twin, sync.deployment())
          && ReplicaSets.sameTemplate(twin.spec().template(), wanted.spec().template())) {
        return twin;
      }
      if (twin != null) {
        sync.setStatus(withCollision(sync.deployment().status()));
        sync.writeStatus();
      }
    } else if (!refusal.isNamespaceTerminating()) {
      String message =
          "Failed to create new replica set \"" + wanted.name() + "\": " + refusal.getMessage();
      if (DeploymentFigures.hasProgressDeadline(sync.deployment())) {
        Condition failed =
            DeploymentConditions.of(
                DeploymentConditions.PROGRESSING,
                "False",
                "ReplicaSetCreateError",
                message,
                sync.now());
        sync.setStatus(DeploymentConditions.set(sync.deployment().status(), failed));
        sync.writeStatus();
      }
      sync.event("Warning", "ReplicaSetCreateError", message);
    }
    throw refusal;
  }

  private static DeploymentStatus withCollision(DeploymentStatus status) {
    Integer count = status.collisionCount();
    return new DeploymentStatus(
        status.observedGeneration(),
        status.replicas(),
        status.updatedReplicas(),
        status.readyReplicas(),
        status.availableReplicas(),
        status.unavailableReplicas(),
        status.terminatingReplicas(),
        count == null ? 1 : count + 1,
        status.conditions());
  }

  private ReplicaSet wanted(List<ReplicaSet> old, String revision) {
    Deployment deployment = sync.deployment();
    PodTemplateSpec template = deployment.spec().template();
    String hash = sync.templateHash();
    Map<String, String> labels =
        FrozenMap.with(template.metadata().labels(), ReplicaSets.HASH_LABEL, hash);
    LabelSelector selector = deployment.spec().selector();
    LabelSelector narrowed =
        selector == null
            ? LabelSelector.ofLabels(labels)
            : new LabelSelector(
                FrozenMap.with(selector.matchLabels(), ReplicaSets.HASH_LABEL, hash),
                selector.matchExpressions());
    ObjectMeta metadata =
        ObjectMeta.named(deployment.namespace(), name(deployment.name(), hash))
            .withLabels(labels)
            .withOwnerReferences(List.of(Ownership.controllerReference(deployment)));
    metadata =
        DeploymentSync.withReplicasAnnotations(
            withDeploymentAnnotations(metadata, revision), deployment);
    int size = DeploymentFigures.newReplicaSetSize(deployment, old, 0);
    return new ReplicaSet(
        metadata,
        new ReplicaSetSpec(
            size,
            deployment.spec().minReadySeconds(),
            narrowed,
            template.withMetadata(template.metadata().withLabels(labels))),
        new ReplicaSetStatus(0, 0, 0, 0, null, 0, List.of()));
  }

  private static String name(String deployment, String hash) {
    int room = MAX_NAME_LENGTH - 1 - hash.length();
    return deployment.substring(0, Math.min(deployment.length(), room)) + "-" + hash;
  }

  private void setProgressing(String reason, String message) {
    Condition condition =
        DeploymentConditions.of(
            DeploymentConditions.PROGRESSING, "True", reason, message, sync.now());
    sync.setStatus(DeploymentConditions.set(sync.deployment().status(), condition));
  }

  /** Returns metadata with the Deployment's annotations and the revision, or the same ones. */
  private ObjectMeta withDeploymentAnnotations(ObjectMeta metadata, String revision) {
    ObjectMeta result = metadata;
    for (Map.Entry<String, String> entry : sync.deployment().metadata().annotations().entrySet()) {
      if (!isOwnBusiness(entry.getKey())) {
        result = DeploymentSync.withAnnotation(result, entry.getKey(), entry.getValue());
      }
    }
    if (ReplicaSets.number(metadata, ReplicaSets.REVISION) < Long.parseLong(revision)) {
      String before = metadata.annotations().get(ReplicaSets.REVISION);
      String history = metadata.annotations().get(ReplicaSets.REVISION_HISTORY);
      result = DeploymentSync.withAnnotation(result, ReplicaSets.REVISION, revision);
      if (before != null) {
        String longer = history == null ? before : appended(history, before);
        result = DeploymentSync.withAnnotation(result, ReplicaSets.REVISION_HISTORY, longer);
      }
    }
    return result;
  }

  private static String appended(String history, String revision) {
    String joined = history + "," + revision;
    while (joined.length() > MAX_HISTORY_CHARS) {
      joined = joined.substring(joined.indexOf(',') + 1);
    }
    return joined;
  }

  private static boolean isOwnBusiness(String annotation) {
    return annotation.equals(LAST_APPLIED)
        || annotation.equals(ReplicaSets.REVISION)
        || annotation.equals(ReplicaSets.REVISION_HISTORY)
        || annotation.equals(ReplicaSets.DESIRED_REPLICAS)
        || annotation.equals(ReplicaSets.MAX_REPLICAS)
        || annotation.equals(ROLLBACK_TO);
  }
}
