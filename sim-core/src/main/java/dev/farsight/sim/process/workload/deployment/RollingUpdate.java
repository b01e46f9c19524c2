package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.cluster.ApiException;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ReplicaSet;
import java.util.List;
import java.util.Objects;

/**
 * The RollingUpdate strategy: one step a sync, first the new ReplicaSet up as far as surge allows,
 * then the old ones down, unhealthy pods first ({@code rolling.go}).
 */
final class RollingUpdate {

  private final DeploymentSync sync;

  RollingUpdate(DeploymentSync sync) {
    this.sync = sync;
  }

  /** Takes one step; returns when to look again, as {@link RolloutStatus#writeRollout}. */
  long run() {
    ReplicaSet current = Objects.requireNonNull(new NewReplicaSet(sync).get(true));
    Deployment deployment = sync.deployment();
    List<ReplicaSet> old = oldBut(current);
    List<ReplicaSet> all = ReplicaSets.join(old, current);
    RolloutStatus status = new RolloutStatus(sync);
    if (scaleUp(all, current) || scaleDown(ReplicaSets.active(old), all, current)) {
      return status.writeRollout(all, current);
    }
    if (DeploymentFigures.isComplete(deployment, deployment.status())) {
      sync.cleanUp(old);
    }
    return status.writeRollout(all, current);
  }

  private List<ReplicaSet> oldBut(ReplicaSet current) {
    List<ReplicaSet> old = sync.oldReplicaSets();
    for (int i = old.size() - 1; i >= 0; i--) {
      if (old.get(i).metadata().uid().equals(current.metadata().uid())) {
        old.remove(i);
      }
    }
    return old;
  }

  private boolean scaleUp(List<ReplicaSet> all, ReplicaSet current) {
    Deployment deployment = sync.deployment();
    int wanted = DeploymentFigures.replicas(deployment);
    int size = ReplicaSets.replicas(current);
    if (size == wanted) {
      return false;
    }
    int next = size > wanted ? wanted : DeploymentFigures.newReplicaSetSize(deployment, all, size);
    return sync.scaleIfNeeded(current, next);
  }

  private boolean scaleDown(List<ReplicaSet> old, List<ReplicaSet> all, ReplicaSet current) {
    if (ReplicaSets.wanted(old) == 0) {
      return false;
    }
    Deployment deployment = sync.deployment();
    int minAvailable =
        DeploymentFigures.replicas(deployment) - DeploymentFigures.maxUnavailable(deployment);
    int newUnavailable = ReplicaSets.replicas(current) - current.status().availableReplicas();
    int most = ReplicaSets.wanted(all) - minAvailable - newUnavailable;
    if (most <= 0) {
      return false;
    }
    try {
      old.sort(ReplicaSets.BY_CREATION);
      int unhealthy = dropUnhealthy(old, most);
      int healthy = dropHealthy(old, current, minAvailable);
      return unhealthy + healthy > 0;
    } catch (ApiException e) {
      return false;
    }
  }

  /** Scales old ReplicaSets down by pods that are not available; returns by how many. */
  private int dropUnhealthy(List<ReplicaSet> old, int most) {
    int dropped = 0;
    for (int i = 0; i < old.size() && dropped < most; i++) {
      ReplicaSet replicaSet = old.get(i);
      int size = ReplicaSets.replicas(replicaSet);
      int surplus = size - replicaSet.status().availableReplicas();
      if (size == 0 || surplus == 0) {
        continue;
      }
      int count = Math.min(most - dropped, surplus);
      if (count < 0) {
        throw new ApiException(
            500, "InternalError", "more pods available than wanted of " + replicaSet.name());
      }
      old.set(i, sync.scale(replicaSet, size - count));
      dropped += count;
    }
    return dropped;
  }

  /** Scales old ReplicaSets down as far as enough pods stay available; returns by how many. */
  private int dropHealthy(List<ReplicaSet> old, ReplicaSet current, int minAvailable) {
    int most = ReplicaSets.available(ReplicaSets.join(old, current)) - minAvailable;
    int dropped = 0;
    for (int i = 0; i < old.size() && dropped < most; i++) {
      ReplicaSet replicaSet = old.get(i);
      int size = ReplicaSets.replicas(replicaSet);
      if (size > 0) {
        int count = Math.min(size, most - dropped);
        sync.scale(replicaSet, size - count);
        dropped += count;
      }
    }
    return dropped;
  }
}
