package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a Job.
 *
 * @param active pods not finished
 * @param ready Ready pods; absent when not set
 * @param succeeded successful pods
 * @param failed failed pods
 * @param terminating pods being deleted; absent when not set
 * @param startTime when it was started; absent when not set
 * @param completionTime when it completed; absent when not set
 * @param completedIndexes indexes completed; absent when not set
 * @param failedIndexes indexes failed; absent when not set
 * @param conditions Complete, Failed, Suspended
 */
public record JobStatus(
    int active,
    @Nullable Integer ready,
    int succeeded,
    int failed,
    @Nullable Integer terminating,
    @Nullable Timestamp startTime,
    @Nullable Timestamp completionTime,
    @Nullable String completedIndexes,
    @Nullable String failedIndexes,
    List<Condition> conditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public JobStatus {
    conditions = List.copyOf(conditions);
  }
}
