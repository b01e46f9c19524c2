package dev.farsight.sim.kube;

/**
 * A ScaledObject of KEDA: it scales a workload by the values of its triggers.
 *
 * @see <a href="https://keda.sh/docs/2.20/reference/scaledobject-spec/">upstream documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record ScaledObject(ObjectMeta metadata, ScaledObjectSpec spec, ScaledObjectStatus status)
    implements KubeObject {

  @Override
  public Kind<ScaledObject> kind() {
    return Kinds.SCALED_OBJECT;
  }

  @Override
  public ScaledObject withMetadata(ObjectMeta metadata) {
    return new ScaledObject(metadata, spec, status);
  }

  /** Returns the kind of what it scales: a Deployment where it does not say. */
  public String targetKind() {
    String kind = spec.scaleTargetRef().kind();
    return kind == null || kind.isEmpty() ? "Deployment" : kind;
  }

  /** Returns the name that its autoscaler shall have. */
  public String hpaName() {
    AdvancedConfig advanced = spec.advanced();
    HorizontalPodAutoscalerConfig config =
        advanced == null ? null : advanced.horizontalPodAutoscalerConfig();
    String name = config == null ? null : config.name();
    return name == null || name.isEmpty() ? "keda-hpa-" + name() : name;
  }

  /** Returns a copy with another {@code spec}. */
  public ScaledObject withSpec(ScaledObjectSpec spec) {
    return new ScaledObject(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public ScaledObject withStatus(ScaledObjectStatus status) {
    return new ScaledObject(metadata, spec, status);
  }
}
