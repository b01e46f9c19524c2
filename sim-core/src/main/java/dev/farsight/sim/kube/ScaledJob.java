package dev.farsight.sim.kube;

/**
 * A ScaledJob of KEDA: it creates Jobs by the values of its triggers.
 *
 * @see <a href="https://keda.sh/docs/2.20/reference/scaledjob-spec/">upstream documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record ScaledJob(ObjectMeta metadata, ScaledJobSpec spec, ScaledJobStatus status)
    implements KubeObject {

  @Override
  public Kind<ScaledJob> kind() {
    return Kinds.SCALED_JOB;
  }

  @Override
  public ScaledJob withMetadata(ObjectMeta metadata) {
    return new ScaledJob(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public ScaledJob withSpec(ScaledJobSpec spec) {
    return new ScaledJob(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public ScaledJob withStatus(ScaledJobStatus status) {
    return new ScaledJob(metadata, spec, status);
  }
}
