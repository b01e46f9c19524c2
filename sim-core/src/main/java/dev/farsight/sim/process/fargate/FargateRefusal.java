package dev.farsight.sim.process.fargate;

/**
 * Why fargate-scheduler does not launch a pod.
 *
 * @param reason reason of the condition PodScheduled=False
 * @param message text of the condition and of the FailedScheduling event
 * @param permanent whether it holds for as long as the pod exists
 */
record FargateRefusal(String reason, String message, boolean permanent) {

  static final String UNSCHEDULABLE = "Unschedulable";

  static FargateRefusal transientRefusal(String message) {
    return new FargateRefusal(UNSCHEDULABLE, message, false);
  }
}
