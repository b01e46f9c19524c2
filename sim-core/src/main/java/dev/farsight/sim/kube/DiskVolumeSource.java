package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk named in the pod: a volume id, disk name or image with its read-only flag.
 *
 * @param volumeID AWS EBS volume id; absent when not set
 * @param pdName GCE persistent disk name; absent when not set
 * @param iqn iSCSI qualified name; absent when not set
 * @param lun iSCSI logical unit; absent when not set
 * @param targetPortal iSCSI portal; absent when not set
 * @param monitors Ceph monitors
 * @param image RBD image; absent when not set
 * @param pool RBD pool; absent when not set
 * @param readOnly whether it is mounted read-only; absent when not set
 * @param fsType file system; absent when not set
 * @param partition partition of the volume; absent when not set
 */
public record DiskVolumeSource(
    @Nullable String volumeID,
    @Nullable String pdName,
    @Nullable String iqn,
    @Nullable Integer lun,
    @Nullable String targetPortal,
    List<String> monitors,
    @Nullable String image,
    @Nullable String pool,
    @Nullable Boolean readOnly,
    @Nullable String fsType,
    @Nullable Integer partition) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public DiskVolumeSource {
    monitors = List.copyOf(monitors);
  }
}
