package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume of a pod: a name and one source.
 *
 * @param name name, unique in the pod
 * @param persistentVolumeClaim claim; absent when not set
 * @param ephemeral claim made for the pod; absent when not set
 * @param configMap ConfigMap; absent when not set
 * @param secret Secret; absent when not set
 * @param emptyDir scratch space; absent when not set
 * @param hostPath path of the node; absent when not set
 * @param csi inline CSI volume; absent when not set
 * @param nfs NFS export; absent when not set
 * @param projected projected sources; absent when not set
 * @param downwardAPI the pod's own fields; absent when not set
 * @param awsElasticBlockStore EBS volume; absent when not set
 * @param gcePersistentDisk GCE persistent disk; absent when not set
 * @param iscsi iSCSI disk; absent when not set
 * @param rbd RBD image; absent when not set
 */
public record Volume(
    String name,
    @Nullable PersistentVolumeClaimVolumeSource persistentVolumeClaim,
    @Nullable EphemeralVolumeSource ephemeral,
    @Nullable ConfigMapVolumeSource configMap,
    @Nullable SecretVolumeSource secret,
    @Nullable EmptyDirVolumeSource emptyDir,
    @Nullable HostPathVolumeSource hostPath,
    @Nullable CsiVolumeSource csi,
    @Nullable NfsVolumeSource nfs,
    @Nullable ProjectedVolumeSource projected,
    @Nullable DownwardApiVolumeSource downwardAPI,
    @Nullable DiskVolumeSource awsElasticBlockStore,
    @Nullable DiskVolumeSource gcePersistentDisk,
    @Nullable DiskVolumeSource iscsi,
    @Nullable DiskVolumeSource rbd) {}
