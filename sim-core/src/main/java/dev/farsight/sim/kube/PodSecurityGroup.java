package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A security group that chosen pods have instead of the cluster security group, as a
 * SecurityGroupPolicy or edited rules give it to them.
 *
 * @param namespace namespace of the pods; absent for all
 * @param selector labels of the pods; absent for all
 * @param ports ports that it leaves open between the pods and the cluster: 443 the API endpoint, 53
 *     DNS, 10250 kubelets
 */
public record PodSecurityGroup(
    @Nullable String namespace, @Nullable LabelSelector selector, List<Integer> ports) {

  /** Makes the list unmodifiable. */
  public PodSecurityGroup {
    ports = List.copyOf(ports);
  }

  /** Returns whether a pod has this group. */
  public boolean isFor(Pod pod) {
    return (namespace == null || namespace.equals(pod.namespace()))
        && (selector == null || selector.matches(pod.metadata().labels()));
  }
}
