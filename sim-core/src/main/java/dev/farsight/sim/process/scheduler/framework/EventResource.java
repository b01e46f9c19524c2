package dev.farsight.sim.process.scheduler.framework;

/**
 * Kind of object that a cluster event is about; plugins register for all but the two pod halves.
 */
public enum EventResource {
  /** Any pod. */
  POD("Pod"),
  /** A pod that is bound to a node; only in incoming events. */
  ASSIGNED_POD("AssignedPod"),
  /** A pod that is not bound; only in incoming events. */
  UNSCHEDULABLE_POD("UnschedulablePod"),
  /** Node. */
  NODE("Node"),
  /** PersistentVolume. */
  PERSISTENT_VOLUME("PersistentVolume"),
  /** PersistentVolumeClaim. */
  PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim"),
  /** CSINode. */
  CSI_NODE("storage.k8s.io/CSINode"),
  /** CSIDriver. */
  CSI_DRIVER("storage.k8s.io/CSIDriver"),
  /** VolumeAttachment. */
  VOLUME_ATTACHMENT("storage.k8s.io/VolumeAttachment"),
  /** CSIStorageCapacity. */
  CSI_STORAGE_CAPACITY("storage.k8s.io/CSIStorageCapacity"),
  /** StorageClass. */
  STORAGE_CLASS("storage.k8s.io/StorageClass"),
  /** ResourceClaim. */
  RESOURCE_CLAIM("resource.k8s.io/ResourceClaim"),
  /** ResourceSlice. */
  RESOURCE_SLICE("resource.k8s.io/ResourceSlice"),
  /** DeviceClass. */
  DEVICE_CLASS("resource.k8s.io/DeviceClass"),
  /** Everything. */
  WILD_CARD("*");

  private final String text;

  EventResource(String text) {
    this.text = text;
  }

  /** Returns upstream's word, such as {@code storage.k8s.io/CSINode}. */
  public String text() {
    return text;
  }
}
