package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.CSINode;
import dev.farsight.sim.kube.CSINodeDriver;
import dev.farsight.sim.kube.DiskVolumeSource;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.StorageClass;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.VolumeAttachment;
import dev.farsight.sim.kube.VolumeAttachmentSpec;
import dev.farsight.sim.kube.VolumeNodeResources;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreFilterPlugin;
import dev.farsight.sim.process.scheduler.framework.PreFilterResult;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules out nodes that cannot attach as many volumes of a CSI driver. */
public final class NodeVolumeLimits implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeVolumeLimits";

  private static final Status EXCEEDED =
      Status.unschedulable(NAME, "node(s) exceed max volume count");
  private static final String EBS = "ebs.csi.aws.com";
  private static final String GCE = "pd.csi.storage.gke.io";

  private final ClusterSnapshot cluster;

  /** Makes the plugin. */
  public NodeVolumeLimits(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return NAME;
  }

  private static boolean counts(Volume volume) {
    return volume.persistentVolumeClaim() != null
        || volume.ephemeral() != null
        || volume.awsElasticBlockStore() != null
        || volume.gcePersistentDisk() != null;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    for (Volume volume : pod.pod().spec().volumes()) {
      if (counts(volume)) {
        return PreFilterResult.ALL_NODES;
      }
    }
    return PreFilterResult.SKIP;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    CSINode csiNode = cluster.get(Kinds.CSINODE, "", node.name());
    String missing = missingClaim(pod.pod());
    if (missing != null) {
      return Status.unresolvable(NAME, missing);
    }
    Map<String, String> wanted = new TreeMap<>();
    collect(pod.pod(), csiNode, wanted);
    if (wanted.isEmpty() || csiNode == null) {
      return Status.SUCCESS;
    }
    Map<String, String> attached = new TreeMap<>();
    for (PodInfo each : node.pods()) {
      collect(each.pod(), csiNode, attached);
    }
    wanted.keySet().removeAll(attached.keySet());
    Map<String, Integer> sums = new TreeMap<>();
    collectAttachments(node.name(), attached);
    attached.values().forEach(driver -> sums.merge(driver, 1, Integer::sum));
    Map<String, Integer> more = new TreeMap<>();
    wanted.values().forEach(driver -> more.merge(driver, 1, Integer::sum));
    for (CSINodeDriver driver : csiNode.spec().drivers()) {
      VolumeNodeResources limit = driver.allocatable();
      Integer added = more.get(driver.name());
      Integer max = limit == null ? null : limit.count();
      if (added != null && max != null && sums.getOrDefault(driver.name(), 0) + added > max) {
        return EXCEEDED;
      }
    }
    return Status.SUCCESS;
  }

  /** Returns why the pod cannot be scheduled for want of a claim, or null. */
  private @Nullable String missingClaim(Pod pod) {
    for (Volume volume : pod.spec().volumes()) {
      String name = Hints.claimName(pod, volume);
      if (name != null && Claims.get(cluster, pod.namespace(), name) == null) {
        return "looking up PVC "
            + pod.namespace()
            + "/"
            + name
            + ": "
            + Claims.notFound("persistentvolumeclaim", name);
      }
    }
    return null;
  }

  /** Adds what is attached to a node although no pod on it may use it any more. */
  private void collectAttachments(String nodeName, Map<String, String> attached) {
    for (VolumeAttachment attachment : cluster.list(Kinds.VOLUME_ATTACHMENT)) {
      VolumeAttachmentSpec spec = attachment.spec();
      String name = spec.source().persistentVolumeName();
      if (name != null && spec.nodeName().equals(nodeName) && !spec.attacher().isEmpty()) {
        PersistentVolume volume = cluster.get(Kinds.PERSISTENT_VOLUME, "", name);
        var csi = volume == null ? null : volume.spec().csi();
        if (csi != null) {
          attached.putIfAbsent(spec.attacher() + "/" + csi.volumeHandle(), spec.attacher());
        }
      }
    }
  }

  /** Collects the attachable volumes of a pod: unique name to driver. */
  private void collect(Pod pod, @Nullable CSINode csiNode, Map<String, String> volumes) {
    for (Volume volume : pod.spec().volumes()) {
      String claimName = Hints.claimName(pod, volume);
      if (claimName == null) {
        DiskVolumeSource ebs = volume.awsElasticBlockStore();
        DiskVolumeSource gce = volume.gcePersistentDisk();
        if (ebs != null && csiNode != null) {
          volumes.put(EBS + "/" + ebsHandle(ebs), EBS);
        } else if (gce != null && csiNode != null) {
          volumes.put(GCE + "/projects/UNSPECIFIED/zones/UNSPECIFIED/disks/" + gce.pdName(), GCE);
        }
        continue;
      }
      PersistentVolumeClaim claim = Claims.get(cluster, pod.namespace(), claimName);
      if (claim != null) {
        collect(claim, csiNode, volumes);
      }
    }
  }

  private void collect(
      PersistentVolumeClaim claim, @Nullable CSINode csiNode, Map<String, String> volumes) {
    String volumeName = Claims.volumeName(claim);
    PersistentVolume volume =
        volumeName.isEmpty() ? null : cluster.get(Kinds.PERSISTENT_VOLUME, "", volumeName);
    if (volume != null) {
      var csi = volume.spec().csi();
      DiskVolumeSource ebs = volume.spec().awsElasticBlockStore();
      DiskVolumeSource gce = volume.spec().gcePersistentDisk();
      if (csi != null) {
        volumes.put(csi.driver() + "/" + csi.volumeHandle(), csi.driver());
      } else if (ebs != null && csiNode != null) {
        volumes.put(EBS + "/" + ebsHandle(ebs), EBS);
      } else if (gce != null && csiNode != null) {
        String zone = volume.metadata().labels().getOrDefault("topology.kubernetes.io/zone", "");
        volumes.put(
            GCE
                + "/projects/UNSPECIFIED/zones/"
                + (zone.isEmpty() ? "UNSPECIFIED" : zone)
                + "/disks/"
                + gce.pdName(),
            GCE);
      }
      return;
    }
    StorageClass storageClass = cluster.get(Kinds.STORAGE_CLASS, "", Claims.classOf(claim));
    if (storageClass == null) {
      return;
    }
    String driver =
        switch (storageClass.provisioner()) {
          case "kubernetes.io/aws-ebs" -> csiNode == null ? "" : EBS;
          case "kubernetes.io/gce-pd" -> csiNode == null ? "" : GCE;
          default -> storageClass.provisioner();
        };
    if (!driver.isEmpty()) {
      volumes.put(driver + "/unprovisioned-" + claim.key(), driver);
    }
  }

  private static String ebsHandle(DiskVolumeSource disk) {
    String id = disk.volumeID() == null ? "" : disk.volumeID();
    return id.startsWith("aws://") ? id.substring(id.lastIndexOf('/') + 1) : id;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.always(EventResource.CSI_NODE, ActionType.ADD),
        ClusterEventWithHint.of(
            EventResource.CSI_NODE, ActionType.UPDATE, NodeVolumeLimits::afterCsiNodeUpdated),
        ClusterEventWithHint.of(
            EventResource.POD, ActionType.DELETE, NodeVolumeLimits::afterPodDeleted),
        ClusterEventWithHint.of(
            EventResource.PERSISTENT_VOLUME_CLAIM,
            ActionType.ADD,
            (pod, oldObj, newObj) -> Hints.queueIf(newObj == null || Hints.usesClaim(pod, newObj))),
        ClusterEventWithHint.of(
            EventResource.VOLUME_ATTACHMENT,
            ActionType.DELETE,
            NodeVolumeLimits::afterVolumeAttachmentDeleted));
  }

  private static QueueingHint afterPodDeleted(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod deleted = Hints.pod(oldObj);
    if (deleted == null || Hints.isUnscheduled(deleted)) {
      return Hints.queueIf(deleted == null);
    }
    for (Volume volume : deleted.spec().volumes()) {
      if (counts(volume)) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static QueueingHint afterVolumeAttachmentDeleted(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    String attacher = oldObj instanceof VolumeAttachment deleted ? deleted.spec().attacher() : "";
    for (Volume volume : pod.spec().volumes()) {
      if (volume.persistentVolumeClaim() != null
          || (volume.awsElasticBlockStore() != null && attacher.equals(EBS))
          || (volume.gcePersistentDisk() != null && attacher.equals(GCE))) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static QueueingHint afterCsiNodeUpdated(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    if (!(oldObj instanceof CSINode before) || !(newObj instanceof CSINode after)) {
      return QueueingHint.QUEUE;
    }
    Map<String, Integer> limits = new TreeMap<>();
    for (CSINodeDriver driver : before.spec().drivers()) {
      limits.put(driver.name(), limit(driver));
    }
    for (CSINodeDriver driver : after.spec().drivers()) {
      if (limit(driver) > limits.getOrDefault(driver.name(), 0)) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static int limit(CSINodeDriver driver) {
    VolumeNodeResources allocatable = driver.allocatable();
    Integer count = allocatable == null ? null : allocatable.count();
    return count == null ? 0 : count;
  }
}
