package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Storage left in one segment of the topology.
 *
 * @param metadata metadata
 * @param nodeTopology nodes it speaks of; absent when not set
 * @param storageClassName class of the storage
 * @param capacity storage left; absent when not set
 * @param maximumVolumeSize largest volume possible; absent when not set
 */
public record CSIStorageCapacity(
    ObjectMeta metadata,
    @Nullable LabelSelector nodeTopology,
    String storageClassName,
    @Nullable Quantity capacity,
    @Nullable Quantity maximumVolumeSize)
    implements KubeObject {

  @Override
  public Kind<CSIStorageCapacity> kind() {
    return Kinds.CSISTORAGE_CAPACITY;
  }

  @Override
  public CSIStorageCapacity withMetadata(ObjectMeta metadata) {
    return new CSIStorageCapacity(
        metadata, nodeTopology, storageClassName, capacity, maximumVolumeSize);
  }
}
