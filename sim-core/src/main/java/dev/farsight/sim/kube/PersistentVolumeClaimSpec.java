package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a claim asks for.
 *
 * @param accessModes ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod
 * @param resources storage; absent when not set
 * @param storageClassName class of the storage; absent when not set
 * @param volumeName volume it is bound to; absent when not set
 * @param volumeMode Filesystem or Block; absent when not set
 * @param selector volumes it accepts; absent when not set
 */
public record PersistentVolumeClaimSpec(
    List<String> accessModes,
    @Nullable VolumeResourceRequirements resources,
    @Nullable String storageClassName,
    @Nullable String volumeName,
    @Nullable String volumeMode,
    @Nullable LabelSelector selector) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PersistentVolumeClaimSpec {
    accessModes = List.copyOf(accessModes);
  }

  /** Returns a copy with another {@code storageClassName}. */
  public PersistentVolumeClaimSpec withStorageClassName(@Nullable String storageClassName) {
    return new PersistentVolumeClaimSpec(
        accessModes, resources, storageClassName, volumeName, volumeMode, selector);
  }

  /** Returns a copy with another {@code volumeName}. */
  public PersistentVolumeClaimSpec withVolumeName(@Nullable String volumeName) {
    return new PersistentVolumeClaimSpec(
        accessModes, resources, storageClassName, volumeName, volumeMode, selector);
  }
}
