package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an autoscaler.
 *
 * @param observedGeneration generation the controller has seen; absent when not set
 * @param lastScaleTime last change of the scale; absent when not set
 * @param currentReplicas replicas seen
 * @param desiredReplicas replicas wanted
 * @param currentMetrics metric readings as text, one per metric
 * @param conditions AbleToScale, ScalingActive, ScalingLimited
 */
public record HorizontalPodAutoscalerStatus(
    @Nullable Long observedGeneration,
    @Nullable Timestamp lastScaleTime,
    int currentReplicas,
    int desiredReplicas,
    List<String> currentMetrics,
    List<Condition> conditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public HorizontalPodAutoscalerStatus {
    currentMetrics = List.copyOf(currentMetrics);
    conditions = List.copyOf(conditions);
  }
}
