package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.FargateSupport;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FargateSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Fargate supports: judges a pod's spec, with the texts that public reports quote. The texts
 * about DaemonSets, devices, storage and missing profiles are our own; no report shows the real
 * ones.
 */
final class PodSupport {

  private static final String UNSUPPORTED = "POD_UNSUPPORTED_ON_FARGATE";
  private static final String TOO_BIG = "POD_CPU_MEM_EXCEEDS_MAX_FARGATE_SIZE";

  private final Cluster cluster;
  private final FargateSwitches switches;

  PodSupport(Cluster cluster, FargateSwitches switches) {
    this.cluster = cluster;
    this.switches = switches;
  }

  /** Returns the size to provision for a pod, or null if none holds it. */
  @Nullable FargateSize size(Pod pod) {
    Map<String, Quantity> requests = PodRequests.of(pod.spec());
    return FargateSize.holding(
        requests.getOrDefault("cpu", Quantity.ZERO).milliValue(),
        requests.getOrDefault("memory", Quantity.ZERO).value(),
        switches.memoryOverheadBytes());
  }

  /** Returns why a pod cannot run on Fargate, or null if it can. */
  @Nullable FargateRefusal judge(Pod pod) {
    String missing = missingAuthorization(pod);
    if (missing != null) {
      return new FargateRefusal(
          UNSUPPORTED, "Pod not authorized to run on Fargate: " + missing, true);
    }
    List<String> faults = new ArrayList<>();
    FargateSupport.addFields(pod.spec(), faults);
    FargateSupport.addSecurity(pod.spec(), faults);
    FargateSupport.addPorts(pod.spec(), faults);
    List<String> volumeFaults = new ArrayList<>();
    boolean volumesForEver = addVolumes(pod, volumeFaults);
    List<String> laterFaults = new ArrayList<>();
    FargateSupport.addDevices(pod.spec(), laterFaults);
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner != null && owner.kind().equals("DaemonSet")) {
      laterFaults.add("DaemonSet pods are not supported");
    }
    boolean permanent = volumesForEver || !faults.isEmpty() || !laterFaults.isEmpty();
    faults.addAll(volumeFaults);
    laterFaults.forEach(fault -> faults.add(fault + FargateSupport.SYNTHETIC));
    if (!faults.isEmpty()) {
      String message = "Pod not supported on Fargate: " + String.join(", ", faults);
      return new FargateRefusal(UNSUPPORTED, message, permanent);
    }
    if (FargateSupport.asksForTooMuchStorage(pod.spec())) {
      return new FargateRefusal(
          TOO_BIG, FargateSupport.TOO_MUCH_STORAGE + FargateSupport.SYNTHETIC, true);
    }
    if (size(pod) == null) {
      return new FargateRefusal(TOO_BIG, FargateSupport.TOO_BIG, true);
    }
    return null;
  }

  /**
   * Returns why no profile lets a pod onto Fargate, or null if one does. A pod can carry scheduler
   * and label without the webhook's doing: its author wrote them.
   */
  private @Nullable String missingAuthorization(Pod pod) {
    Map<String, String> labels = pod.metadata().labels();
    String name = labels.get(WellKnown.FARGATE_PROFILE);
    if (name == null) {
      return "no Fargate profile selects it";
    }
    FargateProfile profile = cluster.get(Kinds.FARGATE_PROFILE, name);
    if (profile == null) {
      return "Fargate profile " + name + " does not exist";
    }
    return profile.spec().selects(pod.namespace(), labels)
        ? null
        : "Fargate profile " + name + " does not select it";
  }

  /** Adds what is wrong with the volumes; returns whether any of it is for ever. */
  private boolean addVolumes(Pod pod, List<String> faults) {
    List<String> texts = new ArrayList<>();
    boolean permanent = false;
    for (Volume volume : pod.spec().volumes()) {
      if (volume.persistentVolumeClaim() != null) {
        permanent |= addClaim(pod, volume, volume.persistentVolumeClaim().claimName(), texts);
      } else if (!FargateSupport.isSupported(volume)) {
        texts.add(volume.name() + " is of an unsupported volume Type");
        permanent = true;
      }
    }
    if (!texts.isEmpty()) {
      faults.add("volumes not supported: " + String.join(", ", texts));
    }
    return permanent;
  }

  private boolean addClaim(Pod pod, Volume volume, String claimName, List<String> texts) {
    PersistentVolumeClaim claim =
        cluster.get(Kinds.PERSISTENT_VOLUME_CLAIM, pod.namespace() + "/" + claimName);
    String prefix = volume.name() + " not supported because: ";
    if (claim == null) {
      texts.add(prefix + "persistentvolumeclaim \"" + claimName + "\" not found");
      return false;
    }
    String volumeName = claim.spec().volumeName();
    if (volumeName == null || volumeName.isEmpty()) {
      texts.add(prefix + "PVC " + claimName + " not bound");
      return !switches.pvcNotBoundRetry();
    }
    PersistentVolume bound = cluster.get(Kinds.PERSISTENT_VOLUME, volumeName);
    boolean efs =
        bound == null
            || (bound.spec().csi() != null
                && bound.spec().csi().driver().equals("efs.csi.aws.com"));
    if (!efs) {
      texts.add(volume.name() + " is of an unsupported volume Type");
    }
    return !efs;
  }
}
