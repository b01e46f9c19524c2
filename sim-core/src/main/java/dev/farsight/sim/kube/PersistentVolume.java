package dev.farsight.sim.kube;

/**
 * A PersistentVolume.
 *
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record PersistentVolume(
    ObjectMeta metadata, PersistentVolumeSpec spec, PersistentVolumeStatus status)
    implements KubeObject {

  @Override
  public Kind<PersistentVolume> kind() {
    return Kinds.PERSISTENT_VOLUME;
  }

  @Override
  public PersistentVolume withMetadata(ObjectMeta metadata) {
    return new PersistentVolume(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public PersistentVolume withSpec(PersistentVolumeSpec spec) {
    return new PersistentVolume(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public PersistentVolume withStatus(PersistentVolumeStatus status) {
    return new PersistentVolume(metadata, spec, status);
  }
}
