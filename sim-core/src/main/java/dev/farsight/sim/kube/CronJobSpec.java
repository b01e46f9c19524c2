package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a CronJob.
 *
 * @param schedule schedule in cron format
 * @param timeZone IANA time zone; absent when not set
 * @param startingDeadlineSeconds seconds a missed start may be late; absent when not set
 * @param concurrencyPolicy Allow, Forbid or Replace; absent when not set
 * @param suspend whether no Jobs are started; absent when not set
 * @param jobTemplate what Jobs are made from
 * @param successfulJobsHistoryLimit completed Jobs kept; absent when not set
 * @param failedJobsHistoryLimit failed Jobs kept; absent when not set
 */
public record CronJobSpec(
    String schedule,
    @Nullable String timeZone,
    @Nullable Long startingDeadlineSeconds,
    @Nullable String concurrencyPolicy,
    @Nullable Boolean suspend,
    JobTemplateSpec jobTemplate,
    @Nullable Integer successfulJobsHistoryLimit,
    @Nullable Integer failedJobsHistoryLimit) {

  /** Returns a copy with another {@code suspend}. */
  public CronJobSpec withSuspend(@Nullable Boolean suspend) {
    return new CronJobSpec(
        schedule,
        timeZone,
        startingDeadlineSeconds,
        concurrencyPolicy,
        suspend,
        jobTemplate,
        successfulJobsHistoryLimit,
        failedJobsHistoryLimit);
  }
}
