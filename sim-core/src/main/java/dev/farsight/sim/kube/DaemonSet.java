package dev.farsight.sim.kube;

/**
 * A DaemonSet.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/">upstream
 *     documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record DaemonSet(ObjectMeta metadata, DaemonSetSpec spec, DaemonSetStatus status)
    implements KubeObject {

  @Override
  public Kind<DaemonSet> kind() {
    return Kinds.DAEMON_SET;
  }

  @Override
  public DaemonSet withMetadata(ObjectMeta metadata) {
    return new DaemonSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public DaemonSet withSpec(DaemonSetSpec spec) {
    return new DaemonSet(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public DaemonSet withStatus(DaemonSetStatus status) {
    return new DaemonSet(metadata, spec, status);
  }
}
