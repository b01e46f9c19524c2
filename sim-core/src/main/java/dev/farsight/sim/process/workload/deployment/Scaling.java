package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the ReplicaSets of a Deployment new sizes when its own size changed or while it is paused:
 * all to the only active one, else each in proportion ({@code sync.go}).
 */
final class Scaling {

  private final DeploymentSync sync;

  Scaling(DeploymentSync sync) {
    this.sync = sync;
  }

  /** Returns whether the Deployment's size differs from what its ReplicaSets were scaled for. */
  boolean isNeeded() {
    ReplicaSet current = new NewReplicaSet(sync).get(false);
    List<ReplicaSet> old = sync.oldReplicaSets();
    for (ReplicaSet replicaSet : ReplicaSets.active(ReplicaSets.join(old, current))) {
      long desired = ReplicaSets.desiredReplicas(replicaSet);
      if (desired >= 0 && desired != DeploymentFigures.replicas(sync.deployment())) {
        return true;
      }
    }
    return false;
  }

  /** Scales, cleans up if paused, and writes the status. */
  void run() {
    ReplicaSet current = new NewReplicaSet(sync).get(false);
    Deployment deployment = sync.deployment();
    List<ReplicaSet> old = sync.oldReplicaSets();
    old.sort(ReplicaSets.BY_CREATION.reversed());
    scale(old, current);
    if (Boolean.TRUE.equals(deployment.spec().paused())) {
      sync.cleanUp(old);
    }
    new RolloutStatus(sync).write(ReplicaSets.join(old, current), current);
  }

  private void scale(List<ReplicaSet> old, @Nullable ReplicaSet current) {
    Deployment deployment = sync.deployment();
    List<ReplicaSet> active = ReplicaSets.active(ReplicaSets.join(old, current));
    if (active.size() <= 1) {
      ReplicaSet only =
          active.size() == 1
              ? active.get(0)
              : current != null ? current : old.isEmpty() ? null : old.get(0);
      if (only != null) {
        sync.scaleIfNeeded(only, DeploymentFigures.replicas(deployment));
        return;
      }
    }
    if (DeploymentFigures.isSaturated(deployment, current)) {
      for (ReplicaSet replicaSet : ReplicaSets.active(old)) {
        sync.scaleIfNeeded(replicaSet, 0);
      }
    } else if (DeploymentFigures.isRollingUpdate(deployment)) {
      scaleInProportion(active);
    }
  }

  private void scaleInProportion(List<ReplicaSet> active) {
    Deployment deployment = sync.deployment();
    int wanted = DeploymentFigures.replicas(deployment);
    int allowed = wanted > 0 ? wanted + DeploymentFigures.maxSurge(deployment) : 0;
    int toAdd = allowed - ReplicaSets.wanted(active);
    List<ReplicaSet> sorted = new ArrayList<>(active);
    if (toAdd > 0) {
      sorted.sort(ReplicaSets.BY_SIZE_NEWER);
    } else if (toAdd < 0) {
      sorted.sort(ReplicaSets.BY_SIZE_OLDER);
    }
    int[] sizes = new int[sorted.size()];
    int added = 0;
    for (int i = 0; i < sizes.length; i++) {
      int change = DeploymentFigures.proportion(sorted.get(i), deployment, toAdd, added);
      sizes[i] = ReplicaSets.replicas(sorted.get(i)) + change;
      added += change;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (i == 0 && toAdd != 0) {
        sizes[0] = Math.max(0, sizes[0] + toAdd - added);
      }
      sync.scale(sorted.get(i), sizes[i]);
    }
  }
}
