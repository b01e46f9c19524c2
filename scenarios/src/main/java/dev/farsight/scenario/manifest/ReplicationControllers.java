package dev.farsight.scenario.manifest;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.ReplicaSet;
import dev.farsight.sim.kube.ReplicaSetSpec;
import dev.farsight.sim.kube.ReplicationController;
import dev.farsight.sim.kube.ReplicationControllerSpec;

/**
 * ReplicationControllers as ReplicaSets: upstream runs the same controller for both, on a converted
 * object.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/replication/conversion.go">conversion.go</a>
 */
public final class ReplicationControllers {

  private ReplicationControllers() {}

  /** Returns the ReplicaSet that makes the pods of a ReplicationController. */
  public static ReplicaSet asReplicaSet(ReplicationController controller) {
    ReplicationControllerSpec spec = controller.spec();
    return new ReplicaSet(
        controller.metadata(),
        new ReplicaSetSpec(
            spec.replicas(),
            spec.minReadySeconds(),
            LabelSelector.ofLabels(spec.selector()),
            spec.template()),
        controller.status());
  }
}
