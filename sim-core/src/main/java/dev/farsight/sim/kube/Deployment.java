package dev.farsight.sim.kube;

/**
 * A Deployment.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/deployment/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record Deployment(ObjectMeta metadata, DeploymentSpec spec, DeploymentStatus status)
    implements KubeObject {

  @Override
  public Kind<Deployment> kind() {
    return Kinds.DEPLOYMENT;
  }

  @Override
  public Deployment withMetadata(ObjectMeta metadata) {
    return new Deployment(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public Deployment withSpec(DeploymentSpec spec) {
    return new Deployment(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public Deployment withStatus(DeploymentStatus status) {
    return new Deployment(metadata, spec, status);
  }
}
