package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a volume is.
 *
 * @param capacity size
 * @param accessModes ways it may be mounted
 * @param claimRef claim it is bound to; absent when not set
 * @param storageClassName class of the storage; absent when not set
 * @param volumeMode Filesystem or Block; absent when not set
 * @param csi CSI volume; absent when not set
 * @param nodeAffinity nodes that reach it; absent when not set
 * @param awsElasticBlockStore EBS volume; absent when not set
 * @param gcePersistentDisk GCE persistent disk; absent when not set
 */
public record PersistentVolumeSpec(
    Map<String, Quantity> capacity,
    List<String> accessModes,
    @Nullable ObjectReference claimRef,
    @Nullable String storageClassName,
    @Nullable String volumeMode,
    @Nullable CsiPersistentVolumeSource csi,
    @Nullable VolumeNodeAffinity nodeAffinity,
    @Nullable DiskVolumeSource awsElasticBlockStore,
    @Nullable DiskVolumeSource gcePersistentDisk) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PersistentVolumeSpec {
    capacity = FrozenMap.copyOf(capacity);
    accessModes = List.copyOf(accessModes);
  }

  /** Returns a copy with another {@code claimRef}. */
  public PersistentVolumeSpec withClaimRef(@Nullable ObjectReference claimRef) {
    return new PersistentVolumeSpec(
        capacity,
        accessModes,
        claimRef,
        storageClassName,
        volumeMode,
        csi,
        nodeAffinity,
        awsElasticBlockStore,
        gcePersistentDisk);
  }
}
