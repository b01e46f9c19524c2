package dev.farsight.sim.process.fargate;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Capabilities;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerPort;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.OwnerReference;
import dev.farsight.sim.kube.PersistentVolume;
import dev.farsight.sim.kube.PersistentVolumeClaim;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.SecurityContext;
import dev.farsight.sim.kube.Volume;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FargateSwitches;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** The most ephemeral storage that a pod can ask for: 175 GiB. */
  private static final long MAX_STORAGE_BYTES = 175L << 30;

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

  private static long storageBytes(Pod pod) {
    return PodRequests.of(pod.spec()).getOrDefault("ephemeral-storage", Quantity.ZERO).value();
  }

  /** Returns why a pod cannot run on Fargate, or null if it can. */
  @Nullable FargateRefusal judge(Pod pod) {
    String missing = missingAuthorization(pod);
    if (missing != null) {
      return new FargateRefusal(
          UNSUPPORTED, "Pod not authorized to run on Fargate: " + missing, true);
    }
    List<String> faults = new ArrayList<>();
    addFields(pod.spec(), faults);
    addSecurity(pod.spec(), faults);
    addPorts(pod.spec(), faults);
    List<String> volumeFaults = new ArrayList<>();
    boolean volumesForEver = addVolumes(pod, volumeFaults);
    List<String> laterFaults = new ArrayList<>();
    addDevices(pod, laterFaults);
    OwnerReference owner = pod.metadata().controllerOwner();
    if (owner != null && owner.kind().equals("DaemonSet")) {
      laterFaults.add("DaemonSet pods are not supported");
    }
    boolean permanent = volumesForEver || !faults.isEmpty() || !laterFaults.isEmpty();
    faults.addAll(volumeFaults);
    faults.addAll(laterFaults);
    if (!faults.isEmpty()) {
      String message = "Pod not supported on Fargate: " + String.join(", ", faults);
      return new FargateRefusal(UNSUPPORTED, message, permanent);
    }
    if (storageBytes(pod) > MAX_STORAGE_BYTES) {
      return new FargateRefusal(
          TOO_BIG,
          "Your pod's ephemeral-storage requirements exceed the max Fargate configuration",
          true);
    }
    if (size(pod) == null) {
      return new FargateRefusal(
          TOO_BIG, "Your pod's cpu/memory requirements exceed the max Fargate configuration", true);
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

  private static void addFields(PodSpec spec, List<String> faults) {
    List<String> fields = new ArrayList<>();
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      fields.add("HostNetwork");
    }
    if (Boolean.TRUE.equals(spec.hostPID())) {
      fields.add("HostPID");
    }
    if (Boolean.TRUE.equals(spec.hostIPC())) {
      fields.add("HostIPC");
    }
    if (!fields.isEmpty()) {
      faults.add("fields not supported: " + String.join(", ", fields));
    }
  }

  private static List<Container> containers(PodSpec spec) {
    List<Container> all = new ArrayList<>(spec.initContainers());
    all.addAll(spec.containers());
    return all;
  }

  private static void addSecurity(PodSpec spec, List<String> faults) {
    boolean privileged = false;
    List<String> added = new ArrayList<>();
    for (Container container : containers(spec)) {
      SecurityContext security = container.securityContext();
      if (security == null) {
        continue;
      }
      privileged |= Boolean.TRUE.equals(security.privileged());
      Capabilities capabilities = security.capabilities();
      for (String capability : capabilities == null ? List.<String>of() : capabilities.add()) {
        String name = capabilityName(capability);
        if (!name.equals("CAP_NET_BIND_SERVICE") && !added.contains(name)) {
          added.add(name);
        }
      }
    }
    List<String> fields = new ArrayList<>();
    if (privileged) {
      fields.add("Privileged");
    }
    if (!added.isEmpty()) {
      fields.add("Capabilities added: " + String.join(", ", added));
    }
    if (!fields.isEmpty()) {
      faults.add("invalid SecurityContext fields: " + String.join(", ", fields));
    }
  }

  private static String capabilityName(String capability) {
    String upper = capability.toUpperCase(Locale.ROOT);
    return upper.startsWith("CAP_") ? upper : "CAP_" + upper;
  }

  private static void addPorts(PodSpec spec, List<String> faults) {
    for (Container container : containers(spec)) {
      for (ContainerPort port : container.ports()) {
        boolean hostPort = port.hostPort() != null && port.hostPort() != 0;
        boolean hostIp = port.hostIP() != null && !port.hostIP().isEmpty();
        if (hostIp || hostPort) {
          faults.add("port contains HostIP or HostPort");
          return;
        }
      }
    }
  }

  /** Adds what is wrong with the volumes; returns whether any of it is for ever. */
  private boolean addVolumes(Pod pod, List<String> faults) {
    List<String> texts = new ArrayList<>();
    boolean permanent = false;
    for (Volume volume : pod.spec().volumes()) {
      if (volume.persistentVolumeClaim() != null) {
        permanent |= addClaim(pod, volume, volume.persistentVolumeClaim().claimName(), texts);
      } else if (!isSupported(volume)) {
        texts.add(volume.name() + " is of an unsupported volume Type");
        permanent = true;
      }
    }
    if (!texts.isEmpty()) {
      faults.add("volumes not supported: " + String.join(", ", texts));
    }
    return permanent;
  }

  private static boolean isSupported(Volume volume) {
    return volume.emptyDir() != null
        || volume.configMap() != null
        || volume.secret() != null
        || volume.projected() != null
        || volume.downwardAPI() != null
        || volume.nfs() != null;
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

  private static void addDevices(Pod pod, List<String> faults) {
    List<String> devices = new ArrayList<>();
    for (String resource : PodRequests.of(pod.spec()).keySet()) {
      boolean ordinary =
          resource.equals("cpu")
              || resource.equals("memory")
              || resource.equals("ephemeral-storage");
      if (!ordinary) {
        devices.add(resource);
      }
    }
    if (!pod.spec().resourceClaims().isEmpty()) {
      devices.add("resourceClaims");
    }
    if (!devices.isEmpty()) {
      faults.add("resources not supported: " + String.join(", ", devices));
    }
  }
}
