package dev.farsight.sim.process.admission;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Fargate webhook answered for one pod, and everything it saw at that instant.
 *
 * @param reason why
 * @param profile profile that took the pod; absent if none did
 * @param text why, as a sentence
 * @param webhookInstalled whether the webhook existed
 * @param profiles every profile that existed then, in the order of their names
 */
public record AdmissionVerdict(
    Reason reason,
    @Nullable String profile,
    String text,
    boolean webhookInstalled,
    List<ProfileSeen> profiles) {

  /** Makes the list unmodifiable. */
  public AdmissionVerdict {
    profiles = List.copyOf(profiles);
  }

  /** Why a pod was admitted to Fargate, or was not. */
  public enum Reason {
    /** A profile that is ACTIVE and propagated selects it. */
    SELECTED,
    /** No profile has ever become effective in this cluster. */
    NO_WEBHOOK,
    /** No profile, in whatever state, selects it. */
    NOT_SELECTED,
    /** A profile selects it, and is not ACTIVE. */
    PROFILE_NOT_ACTIVE,
    /** A profile that selects it is ACTIVE, and the webhook does not know it yet. */
    PROFILE_NOT_PROPAGATED,
    /** It chooses a profile that does not select it, or does not exist. */
    CHOSEN_PROFILE_MISMATCH,
    /** The annotation compute-type: ec2. */
    EC2_ANNOTATION,
    /** A nodeSelector that no Fargate node satisfies. */
    NODE_SELECTOR,
    /** It names its node. */
    NODE_NAME,
    /** It names a scheduler of its own. */
    FOREIGN_SCHEDULER
  }

  /**
   * How one profile stood.
   *
   * @param name name
   * @param status status
   * @param admitting whether the webhook knew it
   * @param selectsNamespace whether a selector names the pod's namespace
   * @param selects whether a selector selects the pod
   */
  public record ProfileSeen(
      String name, String status, boolean admitting, boolean selectsNamespace, boolean selects) {}

  /** Returns whether the pod was admitted to Fargate. */
  public boolean isAdmitted() {
    return reason == Reason.SELECTED;
  }
}
