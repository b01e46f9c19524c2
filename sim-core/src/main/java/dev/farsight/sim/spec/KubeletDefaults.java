package dev.farsight.sim.spec;

import static dev.farsight.sim.time.SimTime.seconds;

/**
 * What kubelets do that no scenario states. Chosen for want of a source, 2026-11, confidence low,
 * unless another one is named.
 */
public final class KubeletDefaults {

  /**
   * Time between two looks at a pod that cannot get Ready without DNS, in nanoseconds: the period
   * of a readiness probe (Kubernetes API: periodSeconds, default 10; confidence high).
   */
  public static final long DNS_CHECK_NANOS = seconds(10);

  /**
   * From running to the end of a container that cannot bind its port or resolve a name, in
   * nanoseconds.
   */
  public static final long START_CRASH_NANOS = seconds(5);

  /** Exit code of a container that could not be started (containerd and runc; confidence high). */
  public static final int START_ERROR_EXIT_CODE = 128;

  /**
   * What a pull takes besides the transfer, in nanoseconds: sandbox and runtime; contained in
   * imagePull where the scenario gives no size of the image.
   */
  public static final long IMAGE_START_NANOS = seconds(2);

  /**
   * Port of the kubelet; on Fargate pod and node share one address (kubernetes-sigs/metrics-server
   * #1271, 2023; confidence high).
   */
  public static final int KUBELET_PORT = 10250;

  /**
   * Disk of a Fargate pod that asks for none, in bytes: 20 GiB (AWS EKS guide; confidence high).
   */
  public static final long FARGATE_DISK_BYTES = 20L << 30;

  /** How many times its compressed size an image takes on the disk, layers and unpacked. */
  public static final int UNPACKED_FACTOR = 2;

  private KubeletDefaults() {}
}
