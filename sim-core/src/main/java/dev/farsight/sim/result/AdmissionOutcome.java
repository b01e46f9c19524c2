package dev.farsight.sim.result;

import org.jspecify.annotations.Nullable;

/**
 * What admission decided about a pod, once, when it was created.
 *
 * @param decision who became responsible
 * @param profile Fargate profile that took the pod; null if none did
 * @param reason why, as a stable word
 * @param text why, as a sentence
 */
public record AdmissionOutcome(
    Decision decision, @Nullable String profile, AdmissionReason reason, String text) {

  /** Who is responsible for a pod. */
  public enum Decision {
    /** The fargate-scheduler: the webhook admitted the pod to Fargate. */
    FARGATE("fargate"),
    /** The scheduler that the pod names, by default the default-scheduler. */
    DEFAULT("default"),
    /** Nobody: the API server refused the pod. */
    REJECTED("rejected");

    private final String word;

    Decision(String word) {
      this.word = word;
    }

    /** Returns the word that results carry, such as {@code fargate}. */
    public String word() {
      return word;
    }
  }
}
