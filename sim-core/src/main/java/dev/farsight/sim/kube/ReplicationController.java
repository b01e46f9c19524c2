package dev.farsight.sim.kube;

/**
 * A ReplicationController, the ancestor of the ReplicaSet.
 *
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record ReplicationController(
    ObjectMeta metadata, ReplicationControllerSpec spec, ReplicaSetStatus status)
    implements KubeObject {

  @Override
  public Kind<ReplicationController> kind() {
    return Kinds.REPLICATION_CONTROLLER;
  }

  @Override
  public ReplicationController withMetadata(ObjectMeta metadata) {
    return new ReplicationController(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public ReplicationController withSpec(ReplicationControllerSpec spec) {
    return new ReplicationController(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public ReplicationController withStatus(ReplicaSetStatus status) {
    return new ReplicationController(metadata, spec, status);
  }
}
