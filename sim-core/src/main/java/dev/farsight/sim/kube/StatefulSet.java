package dev.farsight.sim.kube;

/**
 * A StatefulSet.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record StatefulSet(ObjectMeta metadata, StatefulSetSpec spec, StatefulSetStatus status)
    implements KubeObject {

  @Override
  public Kind<StatefulSet> kind() {
    return Kinds.STATEFUL_SET;
  }

  @Override
  public StatefulSet withMetadata(ObjectMeta metadata) {
    return new StatefulSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public StatefulSet withSpec(StatefulSetSpec spec) {
    return new StatefulSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public StatefulSet withStatus(StatefulSetStatus status) {
    return new StatefulSet(metadata, spec, status);
  }
}
