package dev.farsight.sim.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What Fargate refuses in the spec of a pod, with the texts that public reports quote; no report
 * shows the one about devices. Claims and profiles are another matter: they depend on the cluster.
 *
 * @see <a href="https://docs.aws.amazon.com/eks/latest/userguide/fargate.html">Fargate,
 *     considerations</a>
 */
public final class FargateSupport {

  /** Follows each text of ours that stands for one that no report or document shows. */
  public static final String SYNTHETIC = " (synthetic text)";

  /** What is said of a pod that no size holds. */
  public static final String TOO_BIG =
      "Your pod's cpu/memory requirements exceed the max Fargate configuration";

  /** What is said of a pod that asks for too much storage; the text is our own. */
  public static final String TOO_MUCH_STORAGE =
      "Your pod's ephemeral-storage requirements exceed the max Fargate configuration";

  /** The most ephemeral storage that a pod can ask for: 175 GiB. */
  private static final long MAX_STORAGE_BYTES = 175L << 30;

  private FargateSupport() {}

  /** Returns whether a pod asks for more ephemeral storage than there is. */
  public static boolean asksForTooMuchStorage(PodSpec spec) {
    Quantity wanted = PodRequests.of(spec).get("ephemeral-storage");
    return wanted != null && wanted.value() > MAX_STORAGE_BYTES;
  }

  /**
   * Returns whether a pod by itself proves that Fargate refuses it, whatever the cluster holds; of
   * claims and profiles nothing is known here.
   */
  public static boolean isRefused(Pod pod) {
    PodSpec spec = pod.spec();
    List<String> faults = new ArrayList<>();
    addFields(spec, faults);
    addSecurity(spec, faults);
    addPorts(spec, faults);
    addDevices(spec, faults);
    boolean volumes =
        spec.volumes().stream()
            .allMatch(volume -> volume.persistentVolumeClaim() != null || isSupported(volume));
    OwnerReference owner = pod.metadata().controllerOwner();
    Map<String, Quantity> requests = PodRequests.of(spec);
    FargateSize size =
        FargateSize.holding(
            requests.getOrDefault("cpu", Quantity.ZERO).milliValue(),
            requests.getOrDefault("memory", Quantity.ZERO).value());
    return !faults.isEmpty()
        || !volumes
        || size == null
        || asksForTooMuchStorage(spec)
        || (owner != null && owner.kind().equals("DaemonSet"));
  }

  /** Adds the fields that share the host with a pod. */
  public static void addFields(PodSpec spec, List<String> faults) {
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

  /** Adds privileges and capabilities, of all containers in one text. */
  public static void addSecurity(PodSpec spec, List<String> faults) {
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

  /** Adds ports of the host. */
  public static void addPorts(PodSpec spec, List<String> faults) {
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

  /** Returns whether Fargate can mount a volume that is no claim. */
  public static boolean isSupported(Volume volume) {
    return volume.emptyDir() != null
        || volume.configMap() != null
        || volume.secret() != null
        || volume.projected() != null
        || volume.downwardAPI() != null
        || volume.nfs() != null;
  }

  /** Adds devices, which are all resources but CPU, memory and storage. */
  public static void addDevices(PodSpec spec, List<String> faults) {
    List<String> devices = new ArrayList<>();
    for (String resource : PodRequests.of(spec).keySet()) {
      boolean ordinary =
          resource.equals("cpu")
              || resource.equals("memory")
              || resource.equals("ephemeral-storage");
      if (!ordinary) {
        devices.add(resource);
      }
    }
    if (!spec.resourceClaims().isEmpty()) {
      devices.add("resourceClaims");
    }
    if (!devices.isEmpty()) {
      faults.add("resources not supported: " + String.join(", ", devices));
    }
  }
}
