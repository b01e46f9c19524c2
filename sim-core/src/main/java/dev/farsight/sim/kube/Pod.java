package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A pod.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/">upstream documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record Pod(ObjectMeta metadata, PodSpec spec, PodStatus status) implements KubeObject {

  /** As the compiler would write it, in plain calls: every change of every pod asks. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Pod that
            && metadata.equals(that.metadata)
            && (spec == that.spec || spec.equals(that.spec))
            && status.equals(that.status));
  }

  @Override
  public int hashCode() {
    return metadata.hashCode();
  }

  @Override
  public Kind<Pod> kind() {
    return Kinds.POD;
  }

  @Override
  public Pod withMetadata(ObjectMeta metadata) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public Pod withSpec(PodSpec spec) {
    return new Pod(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public Pod withStatus(PodStatus status) {
    return new Pod(metadata, spec, status);
  }
}
