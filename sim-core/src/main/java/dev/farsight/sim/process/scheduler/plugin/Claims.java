package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.VolumeNodeAffinity;
import dev.farsight.sim.kube.VolumeResourceRequirements;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeSelectors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the volume plugins ask of claims and volumes. */
final class Claims {

  private static final String CLASS_ANNOTATION = "volume.beta.kubernetes.io/storage-class";

  private Claims() {}

  static @Nullable PersistentVolumeClaim get(
      ClusterSnapshot cluster, String namespace, String name) {
    return cluster.get(Kinds.PERSISTENT_VOLUME_CLAIM, namespace, name);
  }

  static String notFound(String resource, String name) {
    return resource + " \"" + name + "\" not found";
  }

  static String classOf(PersistentVolumeClaim claim) {
    String annotated = claim.metadata().annotations().get(CLASS_ANNOTATION);
    String name = annotated != null ? annotated : claim.spec().storageClassName();
    return name == null ? "" : name;
  }

  static String classOf(PersistentVolume volume) {
    String annotated = volume.metadata().annotations().get(CLASS_ANNOTATION);
    String name = annotated != null ? annotated : volume.spec().storageClassName();
    return name == null ? "" : name;
  }

  static String volumeName(PersistentVolumeClaim claim) {
    String name = claim.spec().volumeName();
    return name == null ? "" : name;
  }

  static boolean isFullyBound(PersistentVolumeClaim claim) {
    return !volumeName(claim).isEmpty()
        && claim.metadata().annotations().containsKey("pv.kubernetes.io/bind-completed");
  }

  static @Nullable Quantity request(PersistentVolumeClaim claim) {
    VolumeResourceRequirements resources = claim.spec().resources();
    return resources == null ? null : resources.requests().get("storage");
  }

  /** Returns whether a node with these labels reaches a volume of this affinity. */
  static boolean reaches(@Nullable VolumeNodeAffinity affinity, Map<String, String> labels) {
    NodeSelector required = affinity == null ? null : affinity.required();
    return required == null || NodeSelectors.matches(required, labels, "");
  }

  private static boolean isBoundTo(PersistentVolume volume, PersistentVolumeClaim claim) {
    var ref = volume.spec().claimRef();
    if (ref == null
        || !claim.name().equals(ref.name())
        || !claim.namespace().equals(ref.namespace())) {
      return false;
    }
    String uid = ref.uid();
    return uid == null || uid.isEmpty() || uid.equals(claim.metadata().uid());
  }

  /** Returns the volume a claim would be bound to on a node: the smallest that fits, or null. */
  static @Nullable PersistentVolume findMatching(
      PersistentVolumeClaim claim,
      List<PersistentVolume> volumes,
      Map<String, String> nodeLabels,
      Collection<String> excluded) {
    Quantity wanted = request(claim);
    Quantity size = wanted == null ? Quantity.ZERO : wanted;
    PersistentVolume smallest = null;
    for (PersistentVolume volume : volumes) {
      boolean bound = isBoundTo(volume, claim);
      if (excluded.contains(volume.name())
          || (volume.spec().claimRef() != null && !bound)
          || capacity(volume).compareTo(size) < 0
          || !mode(claim.spec().volumeMode()).equals(mode(volume.spec().volumeMode()))
          || volume.metadata().isTerminating()) {
        continue;
      }
      boolean reached = reaches(volume.spec().nodeAffinity(), nodeLabels);
      if (bound) {
        return reached ? volume : null;
      }
      if (reached
          && isCandidate(claim, volume)
          && (smallest == null || capacity(smallest).compareTo(capacity(volume)) > 0)) {
        smallest = volume;
      }
    }
    return smallest;
  }

  private static boolean isCandidate(PersistentVolumeClaim claim, PersistentVolume volume) {
    var selector = claim.spec().selector();
    return "Available".equals(volume.status().phase())
        && (selector == null || selector.matches(volume.metadata().labels()))
        && classOf(volume).equals(classOf(claim))
        && volume.spec().accessModes().containsAll(claim.spec().accessModes());
  }

  private static Quantity capacity(PersistentVolume volume) {
    return volume.spec().capacity().getOrDefault("storage", Quantity.ZERO);
  }

  private static String mode(@Nullable String mode) {
    return mode == null || mode.isEmpty() ? "Filesystem" : mode;
  }
}
