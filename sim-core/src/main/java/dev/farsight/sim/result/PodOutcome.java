package dev.farsight.sim.result;

import org.jspecify.annotations.Nullable;

/**
 * What became of one pod.
 *
 * @param namespace namespace
 * @param name name
 * @param uid uid
 * @param owner top controller such as {@code Deployment/web}; null for a bare pod
 * @param createdNanos time of creation; negative for a pod of the starting state
 * @param admission what the Fargate webhook decided
 * @param schedulerName scheduler that owns the pod
 * @param attempts scheduling attempts
 * @param message last text of PodScheduled=False or of a FailedScheduling of the fargate-scheduler
 * @param node node that the pod was bound to
 * @param size provisioned size such as {@code 0.25vCPU 0.5GB}
 * @param scheduledNanos time of PodScheduled=True
 * @param readyNanos time of the first Ready=True
 * @param deletedNanos time at which the object was gone
 * @param state where the pod stands at the end, or stood when it was deleted
 * @param stuck whether it was pending and proven to stay so until its deletion or for ever; in a
 *     cluster that never comes to rest, for 24 h after the end
 * @param stuckSinceNanos instant of the decision that can never be taken again in its favour
 * @param causeCode cause of the catalogue, {@code FS1xxx}; null while nobody has diagnosed the pod
 * @param story evidence
 */
public record PodOutcome(
    String namespace,
    String name,
    String uid,
    @Nullable String owner,
    long createdNanos,
    AdmissionOutcome admission,
    String schedulerName,
    long attempts,
    @Nullable String message,
    @Nullable String node,
    @Nullable String size,
    @Nullable Long scheduledNanos,
    @Nullable Long readyNanos,
    @Nullable Long deletedNanos,
    PodState state,
    boolean stuck,
    @Nullable Long stuckSinceNanos,
    @Nullable String causeCode,
    PodStory story) {

  /** Returns {@code namespace/name}. */
  public String key() {
    return namespace + "/" + name;
  }

  /** Returns a copy with a cause. */
  public PodOutcome withCauseCode(@Nullable String causeCode) {
    return new PodOutcome(
        namespace,
        name,
        uid,
        owner,
        createdNanos,
        admission,
        schedulerName,
        attempts,
        message,
        node,
        size,
        scheduledNanos,
        readyNanos,
        deletedNanos,
        state,
        stuck,
        stuckSinceNanos,
        causeCode,
        story);
  }
}
