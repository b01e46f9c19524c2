package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.DiskVolumeSource;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Volume;
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
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules out nodes where a disk is in use, and pods whose ReadWriteOncePod claim is. */
public final class VolumeRestrictions implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "VolumeRestrictions";

  private static final Status DISK = Status.unschedulable(NAME, "node(s) had no available disk");

  private final ClusterSnapshot cluster;
  private final Status inUse;

  /** Makes the plugin. */
  public VolumeRestrictions(ClusterSnapshot cluster, SchedulerTexts texts) {
    this.cluster = cluster;
    this.inUse = Status.unschedulable(NAME, texts.readWriteOncePodConflict());
  }

  /** ReadWriteOncePod claims of the pod, and how often others use them. */
  private static final class InUse implements StateData {
    private final SortedSet<String> claims;
    private int references;

    InUse(SortedSet<String> claims, int references) {
      this.claims = claims;
      this.references = references;
    }

    void update(Pod pod, int sign) {
      for (Volume volume : pod.spec().volumes()) {
        var claim = volume.persistentVolumeClaim();
        if (claim != null && claims.contains(claim.claimName())) {
          references += sign;
        }
      }
    }

    @Override
    public StateData copy() {
      return new InUse(claims, references);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    boolean hasDisk = false;
    SortedSet<String> exclusive = new TreeSet<>();
    for (Volume volume : pod.pod().spec().volumes()) {
      hasDisk |= isDisk(volume);
      var source = volume.persistentVolumeClaim();
      if (source != null) {
        PersistentVolumeClaim claim =
            Claims.get(cluster, pod.pod().namespace(), source.claimName());
        if (claim == null) {
          return PreFilterResult.of(
              Status.unresolvable(
                  NAME, Claims.notFound("persistentvolumeclaim", source.claimName())));
        }
        if (claim.spec().accessModes().contains("ReadWriteOncePod")) {
          exclusive.add(claim.name());
        }
      }
    }
    int references = exclusive.isEmpty() ? 0 : references(exclusive, pod.pod(), nodes);
    if (!hasDisk && references == 0) {
      return PreFilterResult.SKIP;
    }
    state.write(NAME, new InUse(exclusive, references));
    return PreFilterResult.ALL_NODES;
  }

  private static int references(SortedSet<String> claims, Pod pod, List<NodeInfo> nodes) {
    SortedSet<String> used = new TreeSet<>();
    for (NodeInfo node : nodes) {
      for (PodInfo each : node.pods()) {
        if (each.pod().namespace().equals(pod.namespace())) {
          for (Volume volume : each.pod().spec().volumes()) {
            var claim = volume.persistentVolumeClaim();
            if (claim != null && claims.contains(claim.claimName())) {
              used.add(claim.claimName());
            }
          }
        }
      }
    }
    return used.size();
  }

  @Override
  public void addPod(CycleState state, PodInfo podToSchedule, PodInfo added, NodeInfo node) {
    state.require(NAME, InUse.class).update(added.pod(), 1);
  }

  @Override
  public void removePod(CycleState state, PodInfo podToSchedule, PodInfo removed, NodeInfo node) {
    state.require(NAME, InUse.class).update(removed.pod(), -1);
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    for (PodInfo each : node.pods()) {
      if (conflict(pod.pod(), each.pod())) {
        return DISK;
      }
    }
    return state.require(NAME, InUse.class).references > 0 ? inUse : Status.SUCCESS;
  }

  private static boolean isDisk(Volume volume) {
    return volume.gcePersistentDisk() != null
        || volume.awsElasticBlockStore() != null
        || volume.rbd() != null
        || volume.iscsi() != null;
  }

  private static boolean conflict(Pod pod, Pod existing) {
    for (Volume volume : pod.spec().volumes()) {
      if (!isDisk(volume)) {
        continue;
      }
      for (Volume other : existing.spec().volumes()) {
        if (conflict(volume, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean conflict(Volume one, Volume other) {
    DiskVolumeSource gce = one.gcePersistentDisk();
    DiskVolumeSource otherGce = other.gcePersistentDisk();
    if (gce != null
        && otherGce != null
        && Objects.equals(gce.pdName(), otherGce.pdName())
        && isWritten(gce, otherGce)) {
      return true;
    }
    DiskVolumeSource ebs = one.awsElasticBlockStore();
    DiskVolumeSource otherEbs = other.awsElasticBlockStore();
    if (ebs != null && otherEbs != null && Objects.equals(ebs.volumeID(), otherEbs.volumeID())) {
      return true;
    }
    DiskVolumeSource iscsi = one.iscsi();
    DiskVolumeSource otherIscsi = other.iscsi();
    if (iscsi != null
        && otherIscsi != null
        && Objects.equals(iscsi.iqn(), otherIscsi.iqn())
        && isWritten(iscsi, otherIscsi)) {
      return true;
    }
    DiskVolumeSource rbd = one.rbd();
    DiskVolumeSource otherRbd = other.rbd();
    return rbd != null
        && otherRbd != null
        && !Collections.disjoint(rbd.monitors(), otherRbd.monitors())
        && Objects.equals(rbd.pool(), otherRbd.pool())
        && Objects.equals(rbd.image(), otherRbd.image())
        && isWritten(rbd, otherRbd);
  }

  private static boolean isWritten(DiskVolumeSource one, DiskVolumeSource other) {
    return !(Boolean.TRUE.equals(one.readOnly()) && Boolean.TRUE.equals(other.readOnly()));
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.POD, ActionType.DELETE, VolumeRestrictions::afterPodDeleted),
        ClusterEventWithHint.always(EventResource.NODE, ActionType.ADD),
        ClusterEventWithHint.of(
            EventResource.PERSISTENT_VOLUME_CLAIM,
            ActionType.ADD,
            (pod, oldObj, newObj) -> Hints.queueIf(newObj != null && usesDirectly(pod, newObj))));
  }

  private static boolean usesDirectly(Pod pod, KubeObject claim) {
    if (!pod.namespace().equals(claim.namespace())) {
      return false;
    }
    for (Volume volume : pod.spec().volumes()) {
      var source = volume.persistentVolumeClaim();
      if (source != null && source.claimName().equals(claim.name())) {
        return true;
      }
    }
    return false;
  }

  private static QueueingHint afterPodDeleted(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod deleted = Hints.pod(oldObj);
    if (deleted == null || !deleted.namespace().equals(pod.namespace())) {
      return Hints.queueIf(deleted == null);
    }
    if (conflict(pod, deleted)) {
      return QueueingHint.QUEUE;
    }
    for (Volume volume : deleted.spec().volumes()) {
      var source = volume.persistentVolumeClaim();
      if (source != null) {
        for (Volume own : pod.spec().volumes()) {
          var ownSource = own.persistentVolumeClaim();
          if (ownSource != null && ownSource.claimName().equals(source.claimName())) {
            return QueueingHint.QUEUE;
          }
        }
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }
}
