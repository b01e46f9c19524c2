package dev.farsight.sim.spec;

import java.util.List;

/**
 * Latencies and switches of the model.
 *
 * @param fargate Fargate profiles, admission and launches
 * @param kubelet life of pods on their nodes
 * @param controlPlane API server, controllers, eksctl and CloudFormation
 * @param scheduler kube-scheduler
 * @param pods behaviour of chosen pods
 */
public record ModelSpec(
    FargateModel fargate,
    KubeletModel kubelet,
    ControlPlaneModel controlPlane,
    SchedulerModel scheduler,
    List<PodBehaviour> pods) {

  /** The model with all its documented defaults. */
  public static final ModelSpec DEFAULT =
      new ModelSpec(
          ModelDefaults.FARGATE,
          ModelDefaults.KUBELET,
          ModelDefaults.CONTROL_PLANE,
          ModelDefaults.SCHEDULER,
          List.of());

  /** Makes the list unmodifiable. */
  public ModelSpec {
    pods = List.copyOf(pods);
  }

  /** Returns a copy with another {@code fargate}. */
  public ModelSpec withFargate(FargateModel fargate) {
    return new ModelSpec(fargate, kubelet, controlPlane, scheduler, pods);
  }

  /** Returns a copy with another {@code scheduler}. */
  public ModelSpec withScheduler(SchedulerModel scheduler) {
    return new ModelSpec(fargate, kubelet, controlPlane, scheduler, pods);
  }

  /** Returns a copy with other behaviours of chosen pods. */
  public ModelSpec withPods(List<PodBehaviour> pods) {
    return new ModelSpec(fargate, kubelet, controlPlane, scheduler, pods);
  }
}
