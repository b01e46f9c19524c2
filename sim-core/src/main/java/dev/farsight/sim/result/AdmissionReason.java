package dev.farsight.sim.result;

/** Why the Fargate webhook took a pod, or did not. The code is stable and part of the result. */
public enum AdmissionReason {
  /** A profile that is ACTIVE and propagated selects the pod. */
  SELECTED("Selected"),
  /** The webhook does not exist: no profile of the cluster has become effective yet. */
  NO_WEBHOOK("NoWebhook"),
  /** No profile, in whatever state, selects the pod. */
  NOT_SELECTED("NotSelected"),
  /** A profile selects the pod, and it is not ACTIVE (yet, or any more). */
  PROFILE_NOT_ACTIVE("ProfileNotActive"),
  /** A profile that selects the pod is ACTIVE, and the webhook has not learned of it yet. */
  PROFILE_NOT_PROPAGATED("ProfileNotPropagated"),
  /**
   * The label that chooses a profile names one that does not select the pod, or none that exists.
   */
  CHOSEN_PROFILE_MISMATCH("ChosenProfileMismatch"),
  /** The annotation {@code eks.amazonaws.com/compute-type: ec2} keeps the pod off Fargate. */
  EC2_ANNOTATION("Ec2Annotation"),
  /** The pod's nodeSelector is satisfied by no Fargate node. */
  NODE_SELECTOR("NodeSelector"),
  /** The pod names its node. */
  NODE_NAME("NodeName"),
  /** The pod names a scheduler of its own. */
  FOREIGN_SCHEDULER("ForeignScheduler"),
  /** The pod stood in the starting state: its admission was decided before the run. */
  EXISTED_BEFORE("ExistedBefore"),
  /** The API server refused the pod. */
  REFUSED("Refused");

  private final String code;

  AdmissionReason(String code) {
    this.code = code;
  }

  /** Returns the word that results carry, such as {@code NotSelected}. */
  public String code() {
    return code;
  }
}
