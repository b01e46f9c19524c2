package dev.farsight.sim.spec;

/**
 * How statements about Fargate that contradict one another are decided (docs/model/fargate.md).
 *
 * @param nodeSelectorSkips which nodeSelector makes the webhook skip a pod
 * @param profileTieBreak which of several matching profiles takes a pod
 * @param profileChoiceCarrier where a pod names the profile it wants
 * @param explicitFargateScheduler what a pod gets that names the fargate-scheduler itself
 * @param profileDeleteEffect what becomes of the pods of a deleted profile
 * @param profileDeleteOrder whether the admission rule or the pods go first
 * @param pvcNotBoundRetry whether a pod refused for an unbound claim is judged again
 * @param memoryOverheadBytes memory that Fargate adds to a pod's requests, in bytes
 * @param cfsQuotaFault whether containers with CPU limits above the provisioned size cannot start,
 *     as from August to December 2022
 * @param limitMessageCause what the message about the number of pods means
 */
public record FargateSwitches(
    NodeSelectorSkips nodeSelectorSkips,
    ProfileTieBreak profileTieBreak,
    ProfileChoiceCarrier profileChoiceCarrier,
    ExplicitScheduler explicitFargateScheduler,
    DeleteEffect profileDeleteEffect,
    DeleteOrder profileDeleteOrder,
    boolean pvcNotBoundRetry,
    long memoryOverheadBytes,
    boolean cfsQuotaFault,
    LimitMessageCause limitMessageCause) {

  /** Which nodeSelector makes the webhook skip a pod. */
  public enum NodeSelectorSkips {
    /** One that a Fargate node would not satisfy. */
    UNSATISFIED,
    /** Any, as AWS's troubleshooting article says. */
    ANY,
    /** None. */
    NEVER
  }

  /** Which of several matching profiles takes a pod. */
  public enum ProfileTieBreak {
    /** The first by name. */
    ALPHANUMERIC,
    /** Any, by chance. */
    RANDOM
  }

  /** Where a pod names the profile it wants. */
  public enum ProfileChoiceCarrier {
    /** The label {@code eks.amazonaws.com/fargate-profile}. */
    LABEL,
    /** The annotation of that name. */
    ANNOTATION
  }

  /** What a pod gets that names the fargate-scheduler itself. */
  public enum ExplicitScheduler {
    /** It is admitted if a profile matches, otherwise it stays Pending. */
    HONOURED,
    /** The webhook skips it as a pod with a scheduler of its own. */
    SKIPPED
  }

  /** What becomes of the pods of a deleted profile. */
  public enum DeleteEffect {
    /** They are deleted. */
    DELETED,
    /** They are stopped, and bare ones stand Pending again. */
    PENDING
  }

  /** Whether the admission rule or the pods of a deleted profile go first. */
  public enum DeleteOrder {
    /** The rule first: pods made anew at that moment are not admitted. */
    RULE_FIRST,
    /** The pods first: pods made anew at that moment are still admitted. */
    PODS_FIRST
  }

  /** What the message about the number of Fargate pods means. */
  public enum LimitMessageCause {
    /** The quota. */
    QUOTA,
    /** Missing VPC endpoints, as once reported. */
    NETWORK
  }

  /** Returns a copy with another {@code nodeSelectorSkips}. */
  public FargateSwitches withNodeSelectorSkips(NodeSelectorSkips nodeSelectorSkips) {
    return new FargateSwitches(
        nodeSelectorSkips,
        profileTieBreak,
        profileChoiceCarrier,
        explicitFargateScheduler,
        profileDeleteEffect,
        profileDeleteOrder,
        pvcNotBoundRetry,
        memoryOverheadBytes,
        cfsQuotaFault,
        limitMessageCause);
  }
}
