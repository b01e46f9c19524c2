package dev.farsight.sim.kube;

/**
 * A PersistentVolumeClaim.
 *
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record PersistentVolumeClaim(
    ObjectMeta metadata, PersistentVolumeClaimSpec spec, PersistentVolumeClaimStatus status)
    implements KubeObject {

  @Override
  public Kind<PersistentVolumeClaim> kind() {
    return Kinds.PERSISTENT_VOLUME_CLAIM;
  }

  @Override
  public PersistentVolumeClaim withMetadata(ObjectMeta metadata) {
    return new PersistentVolumeClaim(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public PersistentVolumeClaim withSpec(PersistentVolumeClaimSpec spec) {
    return new PersistentVolumeClaim(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public PersistentVolumeClaim withStatus(PersistentVolumeClaimStatus status) {
    return new PersistentVolumeClaim(metadata, spec, status);
  }
}
