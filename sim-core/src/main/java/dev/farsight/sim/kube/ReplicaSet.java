package dev.farsight.sim.kube;

/**
 * A ReplicaSet.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record ReplicaSet(ObjectMeta metadata, ReplicaSetSpec spec, ReplicaSetStatus status)
    implements KubeObject {

  @Override
  public Kind<ReplicaSet> kind() {
    return Kinds.REPLICA_SET;
  }

  @Override
  public ReplicaSet withMetadata(ObjectMeta metadata) {
    return new ReplicaSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public ReplicaSet withSpec(ReplicaSetSpec spec) {
    return new ReplicaSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public ReplicaSet withStatus(ReplicaSetStatus status) {
    return new ReplicaSet(metadata, spec, status);
  }
}
