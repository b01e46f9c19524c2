package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.StorageClass;
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
import dev.farsight.sim.process.scheduler.framework.StateData;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rules out nodes in other zones than the pod's volumes. */
public final class VolumeZone implements PreFilterPlugin, FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "VolumeZone";

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String BETA_ZONE = "failure-domain.beta.kubernetes.io/zone";
  private static final String BETA_REGION = "failure-domain.beta.kubernetes.io/region";
  private static final List<String> LABELS = List.of(BETA_ZONE, BETA_REGION, ZONE, REGION);
  private static final Status CONFLICT =
      Status.unresolvable(NAME, "node(s) had no available volume zone");

  private record Topology(String key, SortedSet<String> values) {}

  private record Topologies(List<Topology> all) implements StateData {}

  private final ClusterSnapshot cluster;

  /** Makes the plugin. */
  public VolumeZone(ClusterSnapshot cluster) {
    this.cluster = cluster;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PreFilterResult preFilter(CycleState state, PodInfo pod, List<NodeInfo> nodes) {
    List<Topology> all = new ArrayList<>();
    for (Volume volume : pod.pod().spec().volumes()) {
      var source = volume.persistentVolumeClaim();
      if (source != null) {
        String refusal = add(pod.pod().namespace(), source.claimName(), all);
        if (refusal != null) {
          return PreFilterResult.of(Status.unresolvable(NAME, refusal));
        }
      }
    }
    if (all.isEmpty()) {
      return PreFilterResult.SKIP;
    }
    state.write(NAME, new Topologies(all));
    return PreFilterResult.ALL_NODES;
  }

  /** Adds the zones of a claim's volume, or returns why the pod has to wait. */
  private @Nullable String add(String namespace, String claimName, List<Topology> all) {
    PersistentVolumeClaim claim = Claims.get(cluster, namespace, claimName);
    if (claim == null) {
      return Claims.notFound("persistentvolumeclaim", claimName);
    }
    String volumeName = Claims.volumeName(claim);
    if (volumeName.isEmpty()) {
      return whyUnbound(Claims.classOf(claim));
    }
    PersistentVolume volume = cluster.get(Kinds.PERSISTENT_VOLUME, "", volumeName);
    if (volume == null) {
      return Claims.notFound("persistentvolume", volumeName);
    }
    all.addAll(of(volume));
    return null;
  }

  private @Nullable String whyUnbound(String className) {
    if (className.isEmpty()) {
      return "PersistentVolumeClaim had no pv name and storageClass name";
    }
    StorageClass storageClass = cluster.get(Kinds.STORAGE_CLASS, "", className);
    if (storageClass == null) {
      return Claims.notFound("storageclass.storage.k8s.io", className);
    }
    String mode = storageClass.volumeBindingMode();
    if (mode == null) {
      return "VolumeBindingMode not set for StorageClass \"" + className + "\"";
    }
    return mode.equals("WaitForFirstConsumer") ? null : "PersistentVolume had no name";
  }

  private static List<Topology> of(PersistentVolume volume) {
    List<Topology> topologies = new ArrayList<>();
    for (String key : LABELS) {
      String value = volume.metadata().labels().get(key);
      if (value != null) {
        SortedSet<String> zones = new TreeSet<>();
        boolean valid = true;
        for (String zone : value.split("__", -1)) {
          valid &= !zone.isBlank();
          zones.add(zone.strip());
        }
        if (valid) {
          topologies.add(new Topology(key, zones));
        }
      }
    }
    return topologies;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    boolean any = false;
    for (String key : LABELS) {
      any |= node.label(key) != null;
    }
    if (!any) {
      return Status.SUCCESS;
    }
    for (Topology topology : state.require(NAME, Topologies.class).all()) {
      String value = node.label(topology.key());
      if (value == null) {
        value = node.label(general(topology.key()));
      }
      if (value == null || !topology.values().contains(value)) {
        return CONFLICT;
      }
    }
    return Status.SUCCESS;
  }

  private static String general(String key) {
    return switch (key) {
      case BETA_ZONE -> ZONE;
      case BETA_REGION -> REGION;
      default -> key;
    };
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.STORAGE_CLASS,
            ActionType.ADD,
            (pod, oldObj, newObj) ->
                Hints.queueIf(
                    newObj instanceof StorageClass added
                        && "WaitForFirstConsumer".equals(added.volumeBindingMode()))),
        ClusterEventWithHint.always(
            EventResource.NODE, ActionType.ADD | ActionType.UPDATE_NODE_LABEL),
        ClusterEventWithHint.of(
            EventResource.PERSISTENT_VOLUME_CLAIM,
            ActionType.ADD | ActionType.UPDATE,
            VolumeZone::afterClaimChange),
        ClusterEventWithHint.of(
            EventResource.PERSISTENT_VOLUME,
            ActionType.ADD | ActionType.UPDATE,
            (pod, oldObj, newObj) ->
                Hints.queueIf(
                    !(oldObj instanceof PersistentVolume before)
                        || !(newObj instanceof PersistentVolume after)
                        || !of(before).equals(of(after)))));
  }

  private static QueueingHint afterClaimChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    if (newObj == null || !pod.namespace().equals(newObj.namespace())) {
      return QueueingHint.QUEUE_SKIP;
    }
    for (Volume volume : pod.spec().volumes()) {
      var source = volume.persistentVolumeClaim();
      if (source != null && source.claimName().equals(newObj.name())) {
        return QueueingHint.QUEUE;
      }
    }
    return QueueingHint.QUEUE_SKIP;
  }
}
