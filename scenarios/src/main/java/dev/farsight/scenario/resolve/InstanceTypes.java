package dev.farsight.scenario.resolve;

import dev.farsight.sim.kube.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Capacity of EC2 instance types, from their family and size.
 *
 * <p>vCPU and memory follow the naming rules of EC2; pods follow the table of the VPC CNI
 * (eni-max-pods) for the common sizes. Allocatable is taken as capacity: what kubelet reserves is
 * left out.
 */
final class InstanceTypes {

  private static final Map<String, Long> SIZE_VCPU = new LinkedHashMap<>();
  private static final Map<String, Long> SIZE_PODS = new LinkedHashMap<>();
  private static final Map<String, Long> BURSTABLE_MEMORY_MIB = new LinkedHashMap<>();

  static {
    String[] sizes = {
      "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"
    };
    long[] vcpu = {2, 4, 8, 16, 32, 48, 64, 96};
    long[] pods = {29, 58, 58, 234, 234, 234, 737, 737};
    for (int i = 0; i < sizes.length; i++) {
      SIZE_VCPU.put(sizes[i], vcpu[i]);
      SIZE_PODS.put(sizes[i], pods[i]);
    }
    BURSTABLE_MEMORY_MIB.put("nano", 512L);
    BURSTABLE_MEMORY_MIB.put("micro", 1024L);
    BURSTABLE_MEMORY_MIB.put("small", 2048L);
    BURSTABLE_MEMORY_MIB.put("medium", 4096L);
    BURSTABLE_MEMORY_MIB.put("large", 8192L);
    BURSTABLE_MEMORY_MIB.put("xlarge", 16384L);
    BURSTABLE_MEMORY_MIB.put("2xlarge", 32768L);
  }

  private InstanceTypes() {}

  /** Returns cpu, memory and pods of a type such as {@code m5.large}, or null if it is unknown. */
  static @Nullable Map<String, Quantity> capacityOf(String type) {
    int dot = type.indexOf('.');
    if (dot < 1) {
      return null;
    }
    String size = type.substring(dot + 1);
    char family = type.charAt(0);
    if (family == 't') {
      Long memory = BURSTABLE_MEMORY_MIB.get(size);
      long vcpu = size.endsWith("2xlarge") ? 8 : size.equals("xlarge") ? 4 : 2;
      long pods = BURSTABLE_PODS.getOrDefault(size, 58L);
      return memory == null ? null : capacity(vcpu, memory, pods);
    }
    Long vcpu = SIZE_VCPU.get(size);
    Long pods = SIZE_PODS.get(size);
    long memoryPerVcpu = family == 'c' ? 2 : family == 'm' ? 4 : family == 'r' ? 8 : 0;
    if (vcpu == null || pods == null || memoryPerVcpu == 0) {
      return null;
    }
    return capacity(vcpu, vcpu * memoryPerVcpu * 1024, pods);
  }

  private static final Map<String, Long> BURSTABLE_PODS =
      Map.of("nano", 4L, "micro", 4L, "small", 11L, "medium", 17L, "large", 35L);

  private static Map<String, Quantity> capacity(long vcpu, long memoryMib, long pods) {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", Quantity.ofUnits(vcpu));
    capacity.put("memory", Quantity.ofBytes(memoryMib << 20));
    capacity.put("pods", Quantity.ofUnits(pods));
    return capacity;
  }
}
