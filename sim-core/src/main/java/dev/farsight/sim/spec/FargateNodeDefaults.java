package dev.farsight.sim.spec;

/**
 * The machine below a Fargate pod as its Node object shows it: usually larger than the size that is
 * billed (aws/containers-roadmap#1248, 2021; recordings of EKS Fargate nodes, 2026; confidence
 * medium).
 */
public final class FargateNodeDefaults {

  /** CPU of the smallest machine, in thousandths of a vCPU. */
  public static final long LEAST_CPU_MILLI = 2_000;

  /** Memory of the smallest machine, in bytes: 4037540Ki. */
  public static final long LEAST_MEMORY_BYTES = 4_037_540L << 10;

  /** Memory that a larger machine has beyond the pod's size, in bytes: 1 GiB (confidence low). */
  public static final long SPARE_MEMORY_BYTES = 1L << 30;

  private FargateNodeDefaults() {}
}
