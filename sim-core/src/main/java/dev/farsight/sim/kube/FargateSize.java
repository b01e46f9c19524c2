package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A combination of vCPU and memory that Fargate provisions, as {@code CapacityProvisioned} names
 * it.
 *
 * @param cpuMilli vCPU in thousandths
 * @param memoryBytes memory in bytes; the gigabytes of the table are GiB
 * @see <a
 *     href="https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html">Pod
 *     CPU and memory</a>
 */
public record FargateSize(long cpuMilli, long memoryBytes) {

  /**
   * Memory that kubelet, kube-proxy and containerd take on each Fargate node, added to the pod's
   * requests: "256 MB" in the AWS guide, taken as MiB (docs/model/assumptions.md).
   */
  public static final long OVERHEAD_MEMORY_BYTES = 256L << 20;

  private static final long GIB = 1L << 30;
  private static final List<Tier> TIERS =
      List.of(
          new Tier(250, 512L << 20, 2 * GIB, 0),
          new Tier(500, GIB, 4 * GIB, GIB),
          new Tier(1000, 2 * GIB, 8 * GIB, GIB),
          new Tier(2000, 4 * GIB, 16 * GIB, GIB),
          new Tier(4000, 8 * GIB, 30 * GIB, GIB),
          new Tier(8000, 16 * GIB, 60 * GIB, 4 * GIB),
          new Tier(16000, 32 * GIB, 120 * GIB, 8 * GIB));

  /** One row of the table: a vCPU count and its memories; step 0 means doubling. */
  private record Tier(long cpuMilli, long leastBytes, long mostBytes, long stepBytes) {

    @Nullable FargateSize hold(long memoryBytes) {
      long size = leastBytes;
      while (size < memoryBytes && size < mostBytes) {
        size = stepBytes == 0 ? size * 2 : size + stepBytes;
      }
      return size < memoryBytes ? null : new FargateSize(cpuMilli, size);
    }
  }

  /**
   * Returns the smallest combination that holds a pod's requests and the overhead, or null if none
   * does.
   *
   * @param requestedCpuMilli requested CPU in thousandths, at least 0
   * @param requestedMemoryBytes requested memory in bytes without overhead, at least 0
   */
  public static @Nullable FargateSize holding(long requestedCpuMilli, long requestedMemoryBytes) {
    return holding(requestedCpuMilli, requestedMemoryBytes, OVERHEAD_MEMORY_BYTES);
  }

  /**
   * Returns the smallest combination that holds a pod's requests and an overhead, or null if none
   * does.
   *
   * @param requestedCpuMilli requested CPU in thousandths, at least 0
   * @param requestedMemoryBytes requested memory in bytes without overhead, at least 0
   * @param overheadBytes memory that Fargate adds, in bytes, at least 0
   */
  public static @Nullable FargateSize holding(
      long requestedCpuMilli, long requestedMemoryBytes, long overheadBytes) {
    long memoryBytes =
        requestedMemoryBytes > Long.MAX_VALUE - overheadBytes
            ? Long.MAX_VALUE
            : requestedMemoryBytes + overheadBytes;
    for (Tier tier : TIERS) {
      if (tier.cpuMilli >= requestedCpuMilli) {
        FargateSize size = tier.hold(memoryBytes);
        if (size != null) {
          return size;
        }
      }
    }
    return null;
  }

  /** Returns the text of the annotation, such as {@code 0.25vCPU 0.5GB}. */
  @Override
  public String toString() {
    return decimal(cpuMilli, 1000) + "vCPU " + decimal(memoryBytes, GIB) + "GB";
  }

  private static String decimal(long value, long unit) {
    if (value % unit == 0) {
      return Long.toString(value / unit);
    }
    String fraction = Long.toString(value % unit * 100 / unit + 100).substring(1);
    return value / unit + "." + (fraction.endsWith("0") ? fraction.substring(0, 1) : fraction);
  }
}
