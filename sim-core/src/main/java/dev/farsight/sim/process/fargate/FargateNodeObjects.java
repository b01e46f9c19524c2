package dev.farsight.sim.process.fargate;

import dev.farsight.sim.kube.FargateSize;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeCondition;
import dev.farsight.sim.kube.NodeSpec;
import dev.farsight.sim.kube.NodeStatus;
import dev.farsight.sim.kube.ObjectMeta;
import dev.farsight.sim.kube.Quantity;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Timestamp;
import dev.farsight.sim.kube.WellKnown;
import dev.farsight.sim.spec.FargateNodeDefaults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Node objects of Fargate: named after the pod's address, tainted, with room for one pod, and with
 * the CPU and memory of the machine below, which is usually larger than the pod's size (2 vCPU and
 * 4037540Ki for small pods, containers-roadmap#1248).
 */
final class FargateNodeObjects {

  private FargateNodeObjects() {}

  static String name(String ip, String region) {
    String suffix = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    return "fargate-ip-" + ip.replace('.', '-') + "." + suffix;
  }

  static Node make(
      SubnetAddresses.Address address,
      String region,
      Map<String, Quantity> capacity,
      boolean ready,
      Timestamp now) {
    String name = name(address.ip(), region);
    Map<String, String> labels = new TreeMap<>();
    labels.put(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE);
    labels.put(WellKnown.OS, "linux");
    labels.put(WellKnown.ARCH, "amd64");
    labels.put("beta." + WellKnown.OS, "linux");
    labels.put("beta." + WellKnown.ARCH, "amd64");
    labels.put(WellKnown.HOSTNAME, name.substring("fargate-".length()));
    labels.put(WellKnown.REGION, region);
    labels.put("failure-domain.beta.kubernetes.io/region", region);
    labels.put(WellKnown.ZONE, address.zone());
    labels.put("failure-domain.beta.kubernetes.io/zone", address.zone());
    Taint taint = new Taint(WellKnown.COMPUTE_TYPE, WellKnown.FARGATE, WellKnown.NO_SCHEDULE, null);
    NodeStatus status =
        new NodeStatus(capacity, capacity, List.of(readyCondition(ready, now)), List.of());
    return new Node(
        ObjectMeta.named("", name)
            .withLabels(labels)
            .withAnnotations(Map.of(WellKnown.SUBNET_NAT, nat(address))),
        new NodeSpec(null, List.of(taint), null),
        status);
  }

  private static String nat(SubnetAddresses.Address address) {
    Boolean nat = address.nat();
    return nat == null ? "network" : nat.toString();
  }

  static NodeCondition readyCondition(boolean ready, Timestamp now) {
    return ready
        ? new NodeCondition("Ready", "True", "KubeletReady", "kubelet is posting ready status", now)
        : new NodeCondition(
            "Ready", "False", "KubeletNotReady", "container runtime not ready", now);
  }

  /** Returns a node that has become Ready. */
  static Node ready(Node node, Timestamp now) {
    return node.withStatus(node.status().withConditions(List.of(readyCondition(true, now))));
  }

  /**
   * Returns what a node offers.
   *
   * @param size size of the pod it is for
   * @param given what every node offers, as far as it is given
   */
  static Map<String, Quantity> capacity(FargateSize size, Map<String, Quantity> given) {
    Map<String, Quantity> capacity = new TreeMap<>();
    long cpuMilli = Math.max(FargateNodeDefaults.LEAST_CPU_MILLI, size.cpuMilli());
    long memoryBytes =
        size.memoryBytes() + FargateNodeDefaults.SPARE_MEMORY_BYTES
                > FargateNodeDefaults.LEAST_MEMORY_BYTES
            ? size.memoryBytes() + FargateNodeDefaults.SPARE_MEMORY_BYTES
            : FargateNodeDefaults.LEAST_MEMORY_BYTES;
    capacity.put("cpu", Quantity.ofMilli(cpuMilli));
    capacity.put("memory", Quantity.ofBytes(memoryBytes));
    capacity.put("ephemeral-storage", Quantity.ofBytes(30_832_548L << 10));
    capacity.put("pods", Quantity.ofUnits(1));
    capacity.putAll(given);
    return capacity;
  }
}
