package dev.farsight.sim.kube;

/**
 * A HorizontalPodAutoscaler of autoscaling/v2.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record HorizontalPodAutoscaler(
    ObjectMeta metadata, HorizontalPodAutoscalerSpec spec, HorizontalPodAutoscalerStatus status)
    implements KubeObject {

  @Override
  public Kind<HorizontalPodAutoscaler> kind() {
    return Kinds.HORIZONTAL_POD_AUTOSCALER;
  }

  @Override
  public HorizontalPodAutoscaler withMetadata(ObjectMeta metadata) {
    return new HorizontalPodAutoscaler(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public HorizontalPodAutoscaler withSpec(HorizontalPodAutoscalerSpec spec) {
    return new HorizontalPodAutoscaler(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public HorizontalPodAutoscaler withStatus(HorizontalPodAutoscalerStatus status) {
    return new HorizontalPodAutoscaler(metadata, spec, status);
  }
}
