package dev.farsight.sim.kube;

/**
 * A PodDisruptionBudget.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record PodDisruptionBudget(
    ObjectMeta metadata, PodDisruptionBudgetSpec spec, PodDisruptionBudgetStatus status)
    implements KubeObject {

  @Override
  public Kind<PodDisruptionBudget> kind() {
    return Kinds.POD_DISRUPTION_BUDGET;
  }

  @Override
  public PodDisruptionBudget withMetadata(ObjectMeta metadata) {
    return new PodDisruptionBudget(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public PodDisruptionBudget withSpec(PodDisruptionBudgetSpec spec) {
    return new PodDisruptionBudget(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public PodDisruptionBudget withStatus(PodDisruptionBudgetStatus status) {
    return new PodDisruptionBudget(metadata, spec, status);
  }
}
