package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A StorageClass.
 *
 * @param metadata metadata
 * @param provisioner who makes the volumes
 * @param volumeBindingMode Immediate or WaitForFirstConsumer; absent when not set
 * @param allowedTopologies where volumes may be made
 * @param reclaimPolicy Delete or Retain; absent when not set
 */
public record StorageClass(
    ObjectMeta metadata,
    String provisioner,
    @Nullable String volumeBindingMode,
    List<TopologySelectorTerm> allowedTopologies,
    @Nullable String reclaimPolicy)
    implements KubeObject {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public StorageClass {
    allowedTopologies = List.copyOf(allowedTopologies);
  }

  @Override
  public Kind<StorageClass> kind() {
    return Kinds.STORAGE_CLASS;
  }

  @Override
  public StorageClass withMetadata(ObjectMeta metadata) {
    return new StorageClass(
        metadata, provisioner, volumeBindingMode, allowedTopologies, reclaimPolicy);
  }
}
