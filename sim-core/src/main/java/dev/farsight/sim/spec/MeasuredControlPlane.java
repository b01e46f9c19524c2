package dev.farsight.sim.spec;

import dev.farsight.sim.random.Distribution;
import dev.farsight.sim.time.SimTime;

/**
 * Control planes as recorded: Kubernetes v1.36.3, 2026-11, confidence medium; the calls of the
 * client low.
 *
 * <p>Controllers, watches and kube-scheduler: medians of all recordings. Kubelets and the client,
 * which one process played for all pods: means of half of the recordings, for their waits add up.
 */
public final class MeasuredControlPlane {

  /** One that a single scenario used. */
  public static final ControlPlaneModel OWN = calling(25, 20);

  /** One that many scenarios used at the same time: its kubelets and clients wait longer. */
  public static final ControlPlaneModel SHARED = calling(45, 150);

  private MeasuredControlPlane() {}

  /** Returns a control plane whose kubelets and client wait so long; none of them used eksctl. */
  private static ControlPlaneModel calling(long kubeletCallMillis, long clientCallMillis) {
    ControlPlaneModel eksctl = ModelDefaults.CONTROL_PLANE;
    return new ControlPlaneModel(
        millis(10),
        millis(1),
        millis(1),
        millis(8),
        millis(20),
        millis(kubeletCallMillis),
        millis(clientCallMillis),
        millis(2),
        millis(5),
        eksctl.clusterCreation(),
        eksctl.addonObjects(),
        eksctl.laterAddonObjects(),
        eksctl.controlPlaneWait(),
        eksctl.nodeGroupCreation(),
        eksctl.eksctlCall());
  }

  private static Distribution millis(long millis) {
    return Distribution.constant(millis * SimTime.MILLISECOND_NANOS);
  }
}
