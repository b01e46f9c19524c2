package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.DaemonSet;
import dev.farsight.sim.kube.Deployment;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.Kind;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.StatefulSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** When the effect of a step is complete, read from the cluster state. */
final class Completion {

  private final Cluster cluster;

  Completion(Cluster cluster) {
    this.cluster = cluster;
  }

  BooleanSupplier profileActive(String name) {
    return () -> {
      FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, name);
      return profile != null && profile.status().status().equals("ACTIVE");
    };
  }

  BooleanSupplier gone(Kind<? extends KubeObject> kind, List<? extends KubeObject> objects) {
    List<String> uids = objects.stream().map(object -> object.metadata().uid()).toList();
    List<String> keys = objects.stream().map(KubeObject::key).toList();
    return () -> {
      for (int i = 0; i < keys.size(); i++) {
        KubeObject now = cluster.get(kind, keys.get(i));
        if (now != null && now.metadata().uid().equals(uids.get(i))) {
          return false;
        }
      }
      return true;
    };
  }

  BooleanSupplier nodesReady(List<String> names) {
    return () -> {
      for (String name : names) {
        Node node = cluster.get(Kinds.NODE, name);
        if (node == null || !NodeObjects.isReady(node)) {
          return false;
        }
      }
      return true;
    };
  }

  BooleanSupplier podsGone(List<Pod> pods) {
    return gone(Kinds.POD, pods);
  }

  BooleanSupplier rolledOut(Kind<? extends KubeObject> kind, List<String> keys) {
    return () -> {
      for (String key : keys) {
        KubeObject workload = cluster.get(kind, key);
        if (workload != null && !isRolledOut(workload)) {
          return false;
        }
      }
      return true;
    };
  }

  private static boolean isRolledOut(KubeObject workload) {
    long generation = workload.metadata().generation();
    if (workload instanceof Deployment deployment) {
      int wanted = count(deployment.spec().replicas());
      return deployment.status().observedGeneration() >= generation
          && deployment.status().updatedReplicas() >= wanted
          && deployment.status().replicas() == deployment.status().updatedReplicas()
          && deployment.status().availableReplicas() >= wanted;
    } else if (workload instanceof StatefulSet statefulSet) {
      int wanted = count(statefulSet.spec().replicas());
      return statefulSet.status().observedGeneration() >= generation
          && statefulSet.status().updatedReplicas() >= wanted
          && statefulSet.status().readyReplicas() >= wanted;
    } else if (workload instanceof DaemonSet daemonSet) {
      int wanted = daemonSet.status().desiredNumberScheduled();
      return daemonSet.status().observedGeneration() >= generation
          && daemonSet.status().updatedNumberScheduled() >= wanted
          && daemonSet.status().numberAvailable() >= wanted;
    }
    return true;
  }

  private static int count(@Nullable Integer replicas) {
    return replicas == null ? 1 : replicas;
  }
}
