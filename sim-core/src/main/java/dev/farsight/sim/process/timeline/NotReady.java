package dev.farsight.sim.process.timeline;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Condition;
import dev.farsight.sim.kube.Job;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.ReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What a client that gives up still waited for: objects that are not Ready, and their pods. */
final class NotReady {

  private final Cluster cluster;
  private final Completion completion;

  NotReady(Cluster cluster) {
    this.cluster = cluster;
    this.completion = new Completion(cluster);
  }

  /**
   * Returns which of some objects are not there, not rolled out, not Ready or not finished, each
   * followed by those of its pods that are not Ready.
   *
   * @return {@code Kind/namespace/name} of each
   */
  List<String> of(List<KubeObject> objects) {
    List<String> names = new ArrayList<>();
    for (KubeObject object : objects) {
      KubeObject now = cluster.get(object.kind(), object.key());
      if (now == null || !isReady(now)) {
        names.add(name(object));
        if (now != null) {
          addPods(now, names);
        }
      }
    }
    return names;
  }

  private boolean isReady(KubeObject object) {
    if (object instanceof Pod pod) {
      return isReady(pod);
    }
    if (object instanceof Job job) {
      for (Condition condition : job.status().conditions()) {
        if (condition.type().equals("Complete") && condition.status().equals("True")) {
          return true;
        }
      }
      return false;
    }
    BooleanSupplier rolledOut = completion.rolledOut(object.kind(), List.of(object.key()));
    return rolledOut.getAsBoolean();
  }

  private static boolean isReady(Pod pod) {
    PodCondition ready = pod.status().condition("Ready");
    return "Succeeded".equals(pod.status().phase())
        || (ready != null && ready.status().equals("True"));
  }

  private void addPods(KubeObject top, List<String> names) {
    for (Pod pod : cluster.store(Kinds.POD).listNamespace(top.namespace())) {
      boolean own = ownerUids(pod).contains(top.metadata().uid());
      if (own && !pod.metadata().isTerminating() && !isReady(pod)) {
        names.add(name(pod));
      }
    }
  }

  /** Returns the controllers of a pod: its own, and that of its ReplicaSet. */
  private List<String> ownerUids(Pod pod) {
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      return List.of();
    }
    OwnerReference top = null;
    if (owner.kind().equals(Kinds.REPLICA_SET.name())) {
      String key = ObjectMeta.key(pod.namespace(), owner.name());
      ReplicaSet replicaSet = cluster.get(Kinds.REPLICA_SET, key);
      top = replicaSet == null ? null : replicaSet.metadata().controllerOwner();
    }
    return top == null ? List.of(owner.uid()) : List.of(owner.uid(), top.uid());
  }

  private static String name(KubeObject object) {
    return object.kind().name() + "/" + object.key();
  }
}
