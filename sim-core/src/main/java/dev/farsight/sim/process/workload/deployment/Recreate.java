package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.cluster.Informer;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.process.workload.PodState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Recreate strategy: new pods only after the last old one is gone ({@code recreate.go}). */
final class Recreate {

  private final DeploymentSync sync;
  private final Informer<Pod> pods;

  Recreate(DeploymentSync sync, Informer<Pod> pods) {
    this.sync = sync;
    this.pods = pods;
  }

  /** Takes one step; returns when to look again, as {@link RolloutStatus#writeRollout}. */
  long run() {
    ReplicaSet current = new NewReplicaSet(sync).get(false);
    Deployment deployment = sync.deployment();
    List<ReplicaSet> old = sync.oldReplicaSets();
    List<ReplicaSet> before = ReplicaSets.join(old, current);
    boolean scaledDown = false;
    for (ReplicaSet replicaSet : ReplicaSets.active(old)) {
      scaledDown |= sync.scaleIfNeeded(replicaSet, 0);
    }
    RolloutStatus status = new RolloutStatus(sync);
    if (scaledDown || oldPodsExist(old, current)) {
      return status.writeRollout(before, current);
    }
    if (current == null) {
      current = Objects.requireNonNull(new NewReplicaSet(sync).get(true));
    }
    sync.scaleIfNeeded(current, DeploymentFigures.replicas(deployment));
    if (DeploymentFigures.isComplete(deployment, sync.deployment().status())) {
      sync.cleanUp(old);
    }
    return status.writeRollout(ReplicaSets.join(old, current), current);
  }

  private boolean oldPodsExist(List<ReplicaSet> old, @Nullable ReplicaSet current) {
    if (ReplicaSets.actual(old) > 0) {
      return true;
    }
    for (ReplicaSet replicaSet : sync.replicaSets()) {
      if (current != null && replicaSet.metadata().uid().equals(current.metadata().uid())) {
        continue;
      }
      for (Pod pod : pods.listControlledBy(replicaSet.metadata().uid())) {
        if (!PodState.isTerminal(pod)) {
          return true;
        }
      }
    }
    return false;
  }
}
