package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a ScaledJob.
 *
 * @param jobTargetRef what Jobs are made from
 * @param pollingInterval seconds from poll to poll; absent for 30
 * @param successfulJobsHistoryLimit completed Jobs kept; absent for 100
 * @param failedJobsHistoryLimit failed Jobs kept; absent for 100
 * @param rolloutStrategy the same as {@code rollout.strategy}, before it; absent when not set
 * @param rollout what a change does to the Jobs; absent when not set
 * @param minReplicaCount Jobs that run without messages, too; absent for 0
 * @param maxReplicaCount most Jobs; absent for 100
 * @param scalingStrategy how many Jobs are created; absent when not set
 * @param triggers triggers
 */
public record ScaledJobSpec(
    JobSpec jobTargetRef,
    @Nullable Integer pollingInterval,
    @Nullable Integer successfulJobsHistoryLimit,
    @Nullable Integer failedJobsHistoryLimit,
    @Nullable String rolloutStrategy,
    @Nullable Rollout rollout,
    @Nullable Integer minReplicaCount,
    @Nullable Integer maxReplicaCount,
    @Nullable ScalingStrategy scalingStrategy,
    List<ScaleTriggers> triggers) {

  /** Makes the list unmodifiable. */
  public ScaledJobSpec {
    triggers = List.copyOf(triggers);
  }
}
