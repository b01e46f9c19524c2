package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a CronJob.
 *
 * @param active running Jobs
 * @param lastScheduleTime last start; absent when not set
 * @param lastSuccessfulTime last success; absent when not set
 */
public record CronJobStatus(
    List<ObjectReference> active,
    @Nullable Timestamp lastScheduleTime,
    @Nullable Timestamp lastSuccessfulTime) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public CronJobStatus {
    active = List.copyOf(active);
  }
}
