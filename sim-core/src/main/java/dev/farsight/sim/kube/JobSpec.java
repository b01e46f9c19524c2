package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a Job.
 *
 * @param parallelism pods at a time; absent when not set
 * @param completions successes wanted; absent when not set
 * @param activeDeadlineSeconds seconds the Job may be active; absent when not set
 * @param backoffLimit failures allowed; absent when not set
 * @param backoffLimitPerIndex failures allowed per index; absent when not set
 * @param maxFailedIndexes failed indexes allowed; absent when not set
 * @param podFailurePolicy how failures are judged; absent when not set
 * @param podReplacementPolicy TerminatingOrFailed or Failed; absent when not set
 * @param selector pods that belong to it; absent when not set
 * @param manualSelector whether the selector is the user's own; absent when not set
 * @param template what pods are made from
 * @param ttlSecondsAfterFinished seconds a finished Job is kept; absent when not set
 * @param completionMode NonIndexed or Indexed; absent when not set
 * @param suspend whether no pods are wanted now; absent when not set
 * @param successPolicy when it is successful before all indexes are; absent when not set
 * @param managedBy controller that looks after it; absent when it is the Job controller
 */
public record JobSpec(
    @Nullable Integer parallelism,
    @Nullable Integer completions,
    @Nullable Long activeDeadlineSeconds,
    @Nullable Integer backoffLimit,
    @Nullable Integer backoffLimitPerIndex,
    @Nullable Integer maxFailedIndexes,
    @Nullable PodFailurePolicy podFailurePolicy,
    @Nullable String podReplacementPolicy,
    @Nullable LabelSelector selector,
    @Nullable Boolean manualSelector,
    PodTemplateSpec template,
    @Nullable Integer ttlSecondsAfterFinished,
    @Nullable String completionMode,
    @Nullable Boolean suspend,
    @Nullable SuccessPolicy successPolicy,
    @Nullable String managedBy) {

  /** Returns a copy with another {@code parallelism}. */
  public JobSpec withParallelism(@Nullable Integer parallelism) {
    return new JobSpec(
        parallelism,
        completions,
        activeDeadlineSeconds,
        backoffLimit,
        backoffLimitPerIndex,
        maxFailedIndexes,
        podFailurePolicy,
        podReplacementPolicy,
        selector,
        manualSelector,
        template,
        ttlSecondsAfterFinished,
        completionMode,
        suspend,
        successPolicy,
        managedBy);
  }

  /** Returns a copy with another {@code template}. */
  public JobSpec withTemplate(PodTemplateSpec template) {
    return new JobSpec(
        parallelism,
        completions,
        activeDeadlineSeconds,
        backoffLimit,
        backoffLimitPerIndex,
        maxFailedIndexes,
        podFailurePolicy,
        podReplacementPolicy,
        selector,
        manualSelector,
        template,
        ttlSecondsAfterFinished,
        completionMode,
        suspend,
        successPolicy,
        managedBy);
  }

  /** Returns a copy with another {@code suspend}. */
  public JobSpec withSuspend(@Nullable Boolean suspend) {
    return new JobSpec(
        parallelism,
        completions,
        activeDeadlineSeconds,
        backoffLimit,
        backoffLimitPerIndex,
        maxFailedIndexes,
        podFailurePolicy,
        podReplacementPolicy,
        selector,
        manualSelector,
        template,
        ttlSecondsAfterFinished,
        completionMode,
        suspend,
        successPolicy,
        managedBy);
  }
}
