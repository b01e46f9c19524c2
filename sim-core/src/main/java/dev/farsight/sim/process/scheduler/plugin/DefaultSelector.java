package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.Service;
import dev.farsight.sim.kube.StatefulSet;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The selector of the services and controllers that a pod belongs to. */
final class DefaultSelector {

  private DefaultSelector() {}

  static LabelSelector of(Pod pod, ClusterSnapshot cluster) {
    Map<String, String> labels = new TreeMap<>();
    for (Service service : cluster.list(Kinds.SERVICE)) {
      Map<String, String> selector = service.spec().selector();
      if (service.namespace().equals(pod.namespace())
          && !selector.isEmpty()
          && LabelSelector.ofLabels(selector).matches(pod.metadata().labels())) {
        labels.putAll(selector);
      }
    }
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner == null) {
      return LabelSelector.ofLabels(labels);
    }
    String kind = owner.apiVersion() + "/" + owner.kind();
    if (kind.equals("v1/ReplicationController")) {
      ReplicationController controller =
          cluster.get(Kinds.REPLICATION_CONTROLLER, pod.namespace(), owner.name());
      if (controller != null) {
        labels.putAll(controller.spec().selector());
      }
      return LabelSelector.ofLabels(labels);
    }
    LabelSelector own = ofOwner(kind, pod.namespace(), owner.name(), cluster);
    LabelSelector services = LabelSelector.ofLabels(labels);
    return own == null ? services : SpreadConstraint.and(services, own);
  }

  private static @Nullable LabelSelector ofOwner(
      String kind, String namespace, String name, ClusterSnapshot cluster) {
    if (kind.equals("apps/v1/ReplicaSet")) {
      ReplicaSet owner = cluster.get(Kinds.REPLICA_SET, namespace, name);
      return owner == null ? null : owner.spec().selector();
    }
    if (kind.equals("apps/v1/StatefulSet")) {
      StatefulSet owner = cluster.get(Kinds.STATEFUL_SET, namespace, name);
      return owner == null ? null : owner.spec().selector();
    }
    return null;
  }
}
