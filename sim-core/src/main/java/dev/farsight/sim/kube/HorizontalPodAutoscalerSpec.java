package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of an autoscaler.
 *
 * @param scaleTargetRef what is scaled
 * @param minReplicas lower bound; absent when not set
 * @param maxReplicas upper bound
 * @param metrics metrics
 * @param behavior speed of scaling; absent when not set
 */
public record HorizontalPodAutoscalerSpec(
    CrossVersionObjectReference scaleTargetRef,
    @Nullable Integer minReplicas,
    int maxReplicas,
    List<MetricSpec> metrics,
    @Nullable HorizontalPodAutoscalerBehavior behavior) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public HorizontalPodAutoscalerSpec {
    metrics = List.copyOf(metrics);
  }
}
