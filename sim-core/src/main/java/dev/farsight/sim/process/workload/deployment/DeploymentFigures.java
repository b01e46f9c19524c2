package dev.farsight.sim.process.workload.deployment;

import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.DeploymentStatus;
import dev.farsight.sim.kube.DeploymentStrategy;
import dev.farsight.sim.kube.IntOrString;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.RollingUpdateDeployment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that bound a roll-out ({@code deployment_util.go}). */
final class DeploymentFigures {

  private DeploymentFigures() {}

  /** Returns the wanted number of pods. */
  static int replicas(Deployment deployment) {
    Integer replicas = deployment.spec().replicas();
    return replicas == null ? 1 : replicas;
  }

  static boolean isRollingUpdate(Deployment deployment) {
    DeploymentStrategy strategy = deployment.spec().strategy();
    return strategy == null || !"Recreate".equals(strategy.type());
  }

  /** Returns how many pods there may be beyond the wanted number: rounded up. */
  static int maxSurge(Deployment deployment) {
    return isRollingUpdate(deployment) ? surge(deployment) : 0;
  }

  private static int surge(Deployment deployment) {
    RollingUpdateDeployment rolling = rolling(deployment);
    return scaled(rolling == null ? null : rolling.maxSurge(), replicas(deployment), true);
  }

  /** Returns how many pods may be missing: rounded down, 1 where neither limit leaves room. */
  static int maxUnavailable(Deployment deployment) {
    int wanted = replicas(deployment);
    if (!isRollingUpdate(deployment) || wanted == 0) {
      return 0;
    }
    RollingUpdateDeployment rolling = rolling(deployment);
    int unavailable = scaled(rolling == null ? null : rolling.maxUnavailable(), wanted, false);
    if (unavailable == 0 && surge(deployment) == 0) {
      unavailable = 1;
    }
    return Math.min(unavailable, wanted);
  }

  private static @Nullable RollingUpdateDeployment rolling(Deployment deployment) {
    DeploymentStrategy strategy = deployment.spec().strategy();
    return strategy == null ? null : strategy.rollingUpdate();
  }

  private static int scaled(@Nullable IntOrString value, int total, boolean roundUp) {
    return value == null ? 0 : value.scaledValue(total, roundUp);
  }

  /** Returns how many pods the new ReplicaSet may have, given all that there are. */
  static int newReplicaSetSize(Deployment deployment, List<ReplicaSet> all, int currentSize) {
    int wanted = replicas(deployment);
    if (!isRollingUpdate(deployment)) {
      return wanted;
    }
    int room = wanted + surge(deployment) - ReplicaSets.wanted(all);
    return room <= 0 ? currentSize : currentSize + Math.min(room, wanted - currentSize);
  }

  /** Returns the change of a ReplicaSet's size in proportion to the change of the Deployment's. */
  static int proportion(ReplicaSet replicaSet, Deployment deployment, int toAdd, int added) {
    int size = ReplicaSets.replicas(replicaSet);
    if (size == 0 || toAdd == 0 || toAdd == added) {
      return 0;
    }
    int fraction = fraction(replicaSet, deployment);
    int allowed = toAdd - added;
    return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
  }

  private static int fraction(ReplicaSet replicaSet, Deployment deployment) {
    int size = ReplicaSets.replicas(replicaSet);
    int wanted = replicas(deployment);
    if (wanted == 0) {
      return -size;
    }
    long maxBefore = ReplicaSets.number(replicaSet.metadata(), ReplicaSets.MAX_REPLICAS);
    if (maxBefore == 0) {
      maxBefore = deployment.status().replicas();
    }
    if (maxBefore == 0) {
      return 0;
    }
    long product = (long) size * (wanted + maxSurge(deployment));
    return (int) (Math.floorDiv(2 * product + maxBefore, 2 * maxBefore) - size);
  }

  /** Returns whether the new ReplicaSet is all there is wanted, as far as it knows. */
  static boolean isSaturated(Deployment deployment, @Nullable ReplicaSet replicaSet) {
    int wanted = replicas(deployment);
    return replicaSet != null
        && ReplicaSets.replicas(replicaSet) == wanted
        && ReplicaSets.desiredReplicas(replicaSet) == wanted
        && replicaSet.status().availableReplicas() == wanted;
  }

  /** Returns whether every wanted pod is of the new template and available, and no other exists. */
  static boolean isComplete(Deployment deployment, DeploymentStatus status) {
    int wanted = replicas(deployment);
    return status.updatedReplicas() == wanted
        && status.replicas() == wanted
        && status.availableReplicas() == wanted
        && status.observedGeneration() >= deployment.metadata().generation();
  }

  /** Returns whether a new status is nearer to the end than the old one. */
  static boolean isProgressing(DeploymentStatus before, DeploymentStatus after) {
    return after.updatedReplicas() > before.updatedReplicas()
        || after.replicas() - after.updatedReplicas() < before.replicas() - before.updatedReplicas()
        || after.readyReplicas() > before.readyReplicas()
        || after.availableReplicas() > before.availableReplicas();
  }

  static boolean hasProgressDeadline(Deployment deployment) {
    Integer seconds = deployment.spec().progressDeadlineSeconds();
    return seconds != null && seconds != Integer.MAX_VALUE;
  }

  /** Returns the progress deadline in seconds; only where there is one. */
  static long progressDeadlineSeconds(Deployment deployment) {
    Integer seconds = deployment.spec().progressDeadlineSeconds();
    return seconds == null ? Integer.MAX_VALUE : seconds;
  }
}
