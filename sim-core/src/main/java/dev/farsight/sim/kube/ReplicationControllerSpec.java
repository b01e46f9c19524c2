package dev.farsight.sim.kube;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a ReplicationController.
 *
 * @param replicas number of pods; absent when not set
 * @param minReadySeconds seconds a pod must be Ready to count as available; absent when not set
 * @param selector labels of its pods
 * @param template what pods are made from
 */
public record ReplicationControllerSpec(
    @Nullable Integer replicas,
    @Nullable Integer minReadySeconds,
    Map<String, String> selector,
    PodTemplateSpec template) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ReplicationControllerSpec {
    selector = FrozenMap.copyOf(selector);
  }

  /** Returns a copy with another {@code replicas}. */
  public ReplicationControllerSpec withReplicas(@Nullable Integer replicas) {
    return new ReplicationControllerSpec(replicas, minReadySeconds, selector, template);
  }
}
