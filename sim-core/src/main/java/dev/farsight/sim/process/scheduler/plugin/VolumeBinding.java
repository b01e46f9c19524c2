package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.CSIDriver;
import dev.farsight.sim.kube.CSINode;
import dev.farsight.sim.kube.CSIStorageCapacity;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.StorageClass;
import dev.farsight.sim.kube.TopologySelectorLabelRequirement;
import dev.farsight.sim.kube.TopologySelectorTerm;
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
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules out nodes that do not reach a pod's bound volumes, or where none can be bound or made. */
public final class VolumeBinding implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "VolumeBinding";

  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private record PodClaims(List<PersistentVolumeClaim> bound, List<PersistentVolumeClaim> delayed)
      implements StateData {}

  private final ClusterSnapshot cluster;
  private final SchedulerTexts texts;

  /** Makes the plugin. */
  public VolumeBinding(ClusterSnapshot cluster, SchedulerTexts texts) {
    this.cluster = cluster;
    this.texts = texts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    List<PersistentVolumeClaim> all = new ArrayList<>();
    String refusal = collect(pod.pod(), all);
    if (refusal != null) {
      return PreFilterResult.of(Status.unresolvable(NAME, refusal));
    }
    if (all.isEmpty()) {
      return PreFilterResult.SKIP;
    }
    PodClaims claims = new PodClaims(new ArrayList<>(), new ArrayList<>());
    for (PersistentVolumeClaim claim : all) {
      if (Claims.isFullyBound(claim)) {
        claims.bound().add(claim);
      } else if (isDelayed(claim) && Claims.volumeName(claim).isEmpty()) {
        claims.delayed().add(claim);
      } else {
        return PreFilterResult.of(
            Status.unresolvable(NAME, "pod has unbound immediate PersistentVolumeClaims"));
      }
    }
    state.write(NAME, claims);
    return PreFilterResult.ALL_NODES;
  }

  private boolean isDelayed(PersistentVolumeClaim claim) {
    StorageClass storageClass = cluster.get(Kinds.STORAGE_CLASS, "", Claims.classOf(claim));
    return storageClass != null && "WaitForFirstConsumer".equals(storageClass.volumeBindingMode());
  }

  /** Collects the claims of a pod, or returns why it has to wait. */
  private @Nullable String collect(Pod pod, List<PersistentVolumeClaim> all) {
    for (Volume volume : pod.spec().volumes()) {
      String name = Hints.claimName(pod, volume);
      if (name == null) {
        continue;
      }
      boolean ephemeral = volume.persistentVolumeClaim() == null;
      PersistentVolumeClaim claim = Claims.get(cluster, pod.namespace(), name);
      if (claim == null) {
        return ephemeral
            ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \""
                + name
                + "\""
            : Claims.notFound("persistentvolumeclaim", name);
      }
      if ("Lost".equals(claim.status().phase())) {
        return "persistentvolumeclaim \""
            + name
            + "\" bound to non-existent persistentvolume \""
            + Claims.volumeName(claim)
            + "\"";
      }
      if (claim.metadata().isTerminating()) {
        return "persistentvolumeclaim \"" + name + "\" is being deleted";
      }
      if (ephemeral && !isOwner(pod, claim)) {
        return "PVC "
            + claim.key()
            + " was not created for pod "
            + pod.key()
            + " (pod is not owner)";
      }
      all.add(claim);
    }
    return null;
  }

  private static boolean isOwner(Pod pod, PersistentVolumeClaim claim) {
    OwnerReference owner = claim.metadata().controllerOwner();
    return owner != null && owner.uid().equals(pod.metadata().uid());
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    PodClaims claims = state.require(NAME, PodClaims.class);
    List<String> reasons = new ArrayList<>();
    Map<String, String> labels = node.node().metadata().labels();
    CSINode csiNode = cluster.get(Kinds.CSINODE, "", node.name());
    boolean missing = false;
    for (PersistentVolumeClaim claim : claims.bound()) {
      PersistentVolume volume = cluster.get(Kinds.PERSISTENT_VOLUME, "", Claims.volumeName(claim));
      if (volume == null) {
        missing = true;
        break;
      }
      if (!Claims.reaches(CsiTranslation.nodeAffinity(volume, csiNode), labels)) {
        reasons.add(texts.volumeNodeConflict());
        break;
      }
    }
    Status failure = delayed(claims.delayed(), node, reasons);
    if (failure != null) {
      return failure;
    }
    if (missing) {
      reasons.add("node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");
    }
    return reasons.isEmpty()
        ? Status.SUCCESS
        : new Status(StatusCode.UNSCHEDULABLE_AND_UNRESOLVABLE, NAME, reasons);
  }

  /** Looks for volumes for claims that wait for a node; returns an error or null. */
  private @Nullable Status delayed(
      List<PersistentVolumeClaim> delayed, NodeInfo node, List<String> reasons) {
    List<PersistentVolumeClaim> toMatch = new ArrayList<>();
    List<PersistentVolumeClaim> toProvision = new ArrayList<>();
    for (PersistentVolumeClaim claim : delayed) {
      String selected = claim.metadata().annotations().get(SELECTED_NODE);
      if (selected == null) {
        toMatch.add(claim);
      } else if (selected.equals(node.name())) {
        toProvision.add(claim);
      } else {
        reasons.add("node(s) didn't find available persistent volumes to bind");
        return null;
      }
    }
    toMatch.sort(Comparator.comparing(VolumeBinding::size));
    TreeSet<String> chosen = new TreeSet<>();
    for (PersistentVolumeClaim claim : toMatch) {
      PersistentVolume volume =
          Claims.findMatching(
              claim, volumesOf(Claims.classOf(claim)), node.node().metadata().labels(), chosen);
      if (volume == null) {
        toProvision.add(claim);
      } else {
        chosen.add(volume.name());
      }
    }
    for (PersistentVolumeClaim claim : toProvision) {
      StorageClass storageClass = cluster.get(Kinds.STORAGE_CLASS, "", Claims.classOf(claim));
      if (storageClass == null) {
        return Status.error(NAME, "failed to find storage class \"" + Claims.classOf(claim) + "\"");
      }
      String reason = whyNotProvisioned(claim, storageClass, node);
      if (reason != null) {
        reasons.add(reason);
        return null;
      }
    }
    return null;
  }

  private static Quantity size(PersistentVolumeClaim claim) {
    Quantity size = Claims.request(claim);
    return size == null ? Quantity.ZERO : size;
  }

  private List<PersistentVolume> volumesOf(String className) {
    List<PersistentVolume> volumes = new ArrayList<>();
    for (PersistentVolume volume : cluster.list(Kinds.PERSISTENT_VOLUME)) {
      if (Claims.classOf(volume).equals(className)) {
        volumes.add(volume);
      }
    }
    return volumes;
  }

  private @Nullable String whyNotProvisioned(
      PersistentVolumeClaim claim, StorageClass storageClass, NodeInfo node) {
    String provisioner = storageClass.provisioner();
    Map<String, String> labels = node.node().metadata().labels();
    if (provisioner.isEmpty()
        || provisioner.equals("kubernetes.io/no-provisioner")
        || !isAllowed(storageClass.allowedTopologies(), labels)) {
      return "node(s) didn't find available persistent volumes to bind";
    }
    Quantity size = Claims.request(claim);
    CSIDriver driver = cluster.get(Kinds.CSIDRIVER, "", provisioner);
    if (size == null || driver == null || !Boolean.TRUE.equals(driver.spec().storageCapacity())) {
      return null;
    }
    for (CSIStorageCapacity capacity : cluster.list(Kinds.CSISTORAGE_CAPACITY)) {
      Quantity limit = limit(capacity);
      var topology = capacity.nodeTopology();
      if (capacity.storageClassName().equals(storageClass.name())
          && limit != null
          && limit.value() >= size.value()
          && topology != null
          && topology.matches(labels)) {
        return null;
      }
    }
    return "node(s) did not have enough free storage";
  }

  private static boolean isAllowed(List<TopologySelectorTerm> terms, Map<String, String> labels) {
    if (terms.isEmpty()) {
      return true;
    }
    for (TopologySelectorTerm term : terms) {
      boolean matches = !term.matchLabelExpressions().isEmpty();
      for (TopologySelectorLabelRequirement each : term.matchLabelExpressions()) {
        String value = labels.get(each.key());
        matches &= value != null && each.values().contains(value);
      }
      if (matches) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Quantity limit(CSIStorageCapacity capacity) {
    Quantity max = capacity.maximumVolumeSize();
    return max != null ? max : capacity.capacity();
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    int addOrUpdate = ActionType.ADD | ActionType.UPDATE;
    return List.of(
        ClusterEventWithHint.of(
            EventResource.STORAGE_CLASS,
            addOrUpdate,
            (pod, oldObj, newObj) ->
                Hints.queueIf(
                    !(oldObj instanceof StorageClass before)
                        || !(newObj instanceof StorageClass after)
                        || !before.allowedTopologies().equals(after.allowedTopologies()))),
        ClusterEventWithHint.of(
            EventResource.PERSISTENT_VOLUME_CLAIM,
            addOrUpdate,
            (pod, oldObj, newObj) -> Hints.queueIf(newObj == null || Hints.usesClaim(pod, newObj))),
        ClusterEventWithHint.always(EventResource.PERSISTENT_VOLUME, addOrUpdate),
        ClusterEventWithHint.always(
            EventResource.NODE, ActionType.ADD | ActionType.UPDATE_NODE_LABEL),
        ClusterEventWithHint.of(
            EventResource.CSI_NODE, addOrUpdate, VolumeBinding::afterCsiNodeChange),
        ClusterEventWithHint.of(
            EventResource.CSI_DRIVER, ActionType.UPDATE, VolumeBinding::afterDriverChange),
        ClusterEventWithHint.of(
            EventResource.CSI_STORAGE_CAPACITY, addOrUpdate, VolumeBinding::afterCapacityChange));
  }

  private static QueueingHint afterCsiNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    String key = CsiTranslation.MIGRATED_PLUGINS;
    if (oldObj == null || newObj == null) {
      return QueueingHint.QUEUE;
    }
    String before = oldObj.metadata().annotations().getOrDefault(key, "");
    return Hints.queueIf(!before.equals(newObj.metadata().annotations().getOrDefault(key, "")));
  }

  private static QueueingHint afterDriverChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    boolean disabled =
        oldObj instanceof CSIDriver before
            && newObj instanceof CSIDriver after
            && Boolean.TRUE.equals(before.spec().storageCapacity())
            && !Boolean.TRUE.equals(after.spec().storageCapacity());
    for (Volume volume : pod.spec().volumes()) {
      var source = volume.csi();
      if (disabled && source != null && newObj != null && source.driver().equals(newObj.name())) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }

  private static QueueingHint afterCapacityChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    if (!(oldObj instanceof CSIStorageCapacity before)
        || !(newObj instanceof CSIStorageCapacity after)) {
      return QueueingHint.QUEUE;
    }
    Quantity was = limit(before);
    Quantity is = limit(after);
    return Hints.queueIf(is != null && (was == null || is.value() > was.value()));
  }
}
