package dev.farsight.sim.process.kubelet;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.kube.Container;
import dev.farsight.sim.kube.ContainerPort;
import dev.farsight.sim.kube.Environment;
import dev.farsight.sim.kube.FargateProfile;
import dev.farsight.sim.kube.FargateSubnet;
import dev.farsight.sim.kube.Fault;
import dev.farsight.sim.kube.FaultSpec;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Network;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodRequests;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FargateSwitches;
import dev.farsight.sim.spec.FaultKind;
import dev.farsight.sim.spec.KubeletDefaults;
import dev.farsight.sim.spec.PodBehaviour;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keeps containers of a bound pod from starting or from staying up: registries that are out of
 * reach, images too large for the disk, the kubelet's own port, a DNS that does not answer.
 */
final class StartObstacles {

  private static final long LEAST_CPU_MILLI = 250;

  private final Cluster cluster;
  private final FargateSwitches switches;

  StartObstacles(Cluster cluster, FargateSwitches switches) {
    this.cluster = cluster;
    this.switches = switches;
  }

  /**
   * Returns why the runtime cannot start a container, or null if it can: a CPU limit above the
   * provisioned size broke it from August to December 2022 (containers-roadmap#1890).
   */
  @Nullable String startError(Pod pod) {
    if (!switches.cfsQuotaFault() || !isFargate(pod)) {
      return null;
    }
    long requested = PodRequests.of(pod.spec()).getOrDefault("cpu", Quantity.ZERO).milliValue();
    for (Container container : pod.spec().containers()) {
      Quantity limit =
          container.resources() == null ? null : container.resources().limits().get("cpu");
      if (limit != null && limit.milliValue() > Math.max(requested, LEAST_CPU_MILLI)) {
        return "Error: failed to create containerd task: failed to create shim task: OCI runtime"
            + " create failed: runc create failed: unable to start container process: error during"
            + " container init: error setting cgroup config for procHooks process: failed to write"
            + " \"100000\": write /sys/fs/cgroup/cpu,cpuacct/kubepods/pod"
            + pod.metadata().uid()
            + "/cpu.cfs_quota_us: invalid argument: unknown";
      }
    }
    return null;
  }

  /**
   * Why a pull fails.
   *
   * @param reason word in CamelCase, the reason of the evidence
   * @param text end of the text of the event
   * @param atOnce whether the registry answers at once; otherwise the request times out
   */
  record PullFailure(String reason, String text, boolean atOnce) {}

  /** Returns why the image of a pod cannot be pulled, or null if it can. */
  @Nullable PullFailure pull(Pod pod, String image, PodBehaviour behaviour) {
    String reference = reference(image);
    if (isHit(pod, FaultKind.IMAGE_MISSING)) {
      return new PullFailure(
          "ImageMissing", resolving(reference) + reference + ": not found", true);
    }
    if (isHit(pod, FaultKind.IMAGE_PULL_FAILING)
        || isHit(pod, FaultKind.NAT_DOWN)
        || (isFargate(pod) && !image.isEmpty() && !reaches(pod, reference))) {
      String host = reference.substring(0, reference.indexOf('/'));
      return new PullFailure(
          "RegistryUnreachable",
          resolving(reference)
              + "failed to do request: Head \"https://"
              + host
              + "/v2/\": dial tcp "
              + host
              + ":443: i/o timeout",
          false);
    }
    Long size = behaviour.imageSizeBytes();
    boolean tooLarge =
        size == null
            ? isHit(pod, FaultSpec.IMAGE_TOO_LARGE)
                && disk(pod) <= KubeletDefaults.FARGATE_DISK_BYTES
            : size * KubeletDefaults.UNPACKED_FACTOR > disk(pod);
    if (tooLarge && isFargate(pod)) {
      return new PullFailure(
          "ImageTooLarge",
          "failed to pull and unpack image \""
              + reference
              + "\": failed to extract layer: write: no space left on device",
          true);
    }
    return null;
  }

  private static String resolving(String reference) {
    return "failed to pull and unpack image \""
        + reference
        + "\": failed to resolve reference \""
        + reference
        + "\": ";
  }

  /** Returns the image that stands for all of a pod's containers: the first one named. */
  static String image(Pod pod) {
    for (Container container : pod.spec().containers()) {
      if (container.image() != null) {
        return container.image();
      }
    }
    return "";
  }

  /** Returns whether a fault of a kind hits a pod now. */
  boolean isHit(Pod pod, FaultKind kind) {
    return isHit(pod, kind.word());
  }

  private boolean isHit(Pod pod, String kind) {
    for (Fault fault : cluster.store(Kinds.FAULT).list()) {
      if (fault.spec().kind().equals(kind) && fault.spec().hits(pod)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFargate(Pod pod) {
    return WellKnown.FARGATE_SCHEDULER.equals(pod.spec().schedulerName());
  }

  /** Returns an image with its registry, as container runtimes complete it. */
  private static String reference(String image) {
    int slash = image.indexOf('/');
    String host = slash < 0 ? "" : image.substring(0, slash);
    boolean named = host.contains(".") || host.contains(":") || host.equals("localhost");
    String full = named ? image : "docker.io/" + (slash < 0 ? "library/" : "") + image;
    String last = full.substring(full.lastIndexOf('/') + 1);
    return last.contains(":") || last.contains("@") ? full : full + ":latest";
  }

  private boolean reaches(Pod pod, String reference) {
    Network network = network();
    if (network.hasNat(subnetNat(pod))) {
      return true;
    }
    String host = reference.substring(0, reference.indexOf('/'));
    return host.matches(".+\\.dkr\\.ecr\\..+")
        && network.unreached(Network.IMAGE_SERVICES, false).isEmpty();
  }

  private Network network() {
    Environment environment = cluster.get(Kinds.ENVIRONMENT, Environment.NAME);
    return environment == null ? Network.WORKING : environment.network();
  }

  /**
   * Returns whether the subnet of the pod's node leads to a NAT gateway, or null if that follows
   * the network: what the launch noted on the node, or for a node of the starting state what the
   * profile says of the first subnet in the node's zone.
   */
  private @Nullable Boolean subnetNat(Pod pod) {
    String nodeName = pod.spec().nodeName();
    Node node = nodeName == null ? null : cluster.get(Kinds.NODE, nodeName);
    String noted = node == null ? null : node.metadata().annotations().get(WellKnown.SUBNET_NAT);
    if (noted != null) {
      return noted.equals("network") ? null : Boolean.valueOf(noted);
    }
    String name = pod.metadata().labels().get(WellKnown.FARGATE_PROFILE);
    FargateProfile profile = name == null ? null : cluster.get(Kinds.FARGATE_PROFILE, name);
    List<FargateSubnet> subnets = profile == null ? List.of() : profile.spec().subnets();
    String zone = node == null ? null : node.metadata().labels().get(WellKnown.ZONE);
    for (FargateSubnet subnet : subnets) {
      if (zone != null && zone.equals(subnet.zone())) {
        return subnet.nat();
      }
    }
    return subnets.size() == 1 ? subnets.get(0).nat() : null;
  }

  private static long disk(Pod pod) {
    Map<String, Quantity> requests = PodRequests.of(pod.spec());
    long wanted = requests.getOrDefault("ephemeral-storage", Quantity.ZERO).value();
    return Math.max(KubeletDefaults.FARGATE_DISK_BYTES, wanted);
  }

  /**
   * Why containers that run end again.
   *
   * @param reason word in CamelCase, the reason of the evidence
   * @param text last words of the container
   */
  record Crash(String reason, String text) {}

  /** Returns why the containers of a pod crash right after their start, or null if they do not. */
  @Nullable Crash crash(Pod pod, PodBehaviour behaviour) {
    if (isFargate(pod) && listensOnKubeletPort(pod)) {
      return new Crash(
          "KubeletPort",
          "listen tcp :" + KubeletDefaults.KUBELET_PORT + ": bind: address already in use");
    }
    if (isHit(pod, FaultSpec.CONTAINER_CRASHING)) {
      return new Crash("ContainerCrashes", "the containers crash as they did before");
    }
    if (Boolean.TRUE.equals(behaviour.needsDns())) {
      String silent = dnsSilence(pod);
      if (silent != null) {
        String words = behaviour.crashMessage();
        return new Crash(
            "DnsUnanswered",
            (words == null ? "dial tcp: lookup failed: i/o timeout" : words) + " (" + silent + ")");
      }
    }
    return null;
  }

  private static boolean listensOnKubeletPort(Pod pod) {
    for (Container container : pod.spec().containers()) {
      for (ContainerPort port : container.ports()) {
        if (port.containerPort() == KubeletDefaults.KUBELET_PORT) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns why the cluster's DNS does not answer a pod, or null if it does. */
  @Nullable String dnsSilence(Pod pod) {
    if (isHit(pod, FaultKind.DNS_DOWN)) {
      return "the cluster's DNS does not answer";
    }
    if (isFargate(pod) && !network().letsThrough(pod, Network.DNS_PORT)) {
      return "the pod's security groups do not let port 53 through to the cluster's DNS";
    }
    return !hasClusterDns() || isDnsReady() ? null : "no CoreDNS pod is Ready";
  }

  private boolean hasClusterDns() {
    Environment environment = cluster.get(Kinds.ENVIRONMENT, Environment.NAME);
    return environment != null && environment.clusterDns();
  }

  private boolean isDnsReady() {
    for (Pod pod : cluster.store(Kinds.POD).listNamespace("kube-system")) {
      PodCondition ready = pod.status().condition("Ready");
      if (WellKnown.isDns(pod.metadata().labels())
          && ready != null
          && ready.status().equals("True")) {
        return true;
      }
    }
    return false;
  }
}
