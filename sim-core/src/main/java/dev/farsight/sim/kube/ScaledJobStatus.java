package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ScaledJob.
 *
 * @param lastActiveTime last poll that found a trigger active, in whole seconds of the wall clock;
 *     absent for none
 * @param externalMetricNames external metrics of the autoscaler
 * @param conditions Ready, Active, Fallback, Paused, HPAActive
 * @param triggersActivity activity, by metric
 */
public record ScaledJobStatus(
    @Nullable Timestamp lastActiveTime,
    List<String> externalMetricNames,
    List<Condition> conditions,
    Map<String, TriggerActivityStatus> triggersActivity) {

  /** Nothing is known yet. */
  public static final ScaledJobStatus EMPTY =
      new ScaledJobStatus(null, List.of(), List.of(), FrozenMap.empty());

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ScaledJobStatus {
    externalMetricNames = List.copyOf(externalMetricNames);
    conditions = List.copyOf(conditions);
    triggersActivity = FrozenMap.copyOf(triggersActivity);
  }

  /** Returns a copy with another {@code lastActiveTime}. */
  public ScaledJobStatus withLastActiveTime(@Nullable Timestamp lastActiveTime) {
    return new ScaledJobStatus(lastActiveTime, externalMetricNames, conditions, triggersActivity);
  }

  /** Returns a copy with another {@code externalMetricNames}. */
  public ScaledJobStatus withExternalMetricNames(List<String> externalMetricNames) {
    return new ScaledJobStatus(lastActiveTime, externalMetricNames, conditions, triggersActivity);
  }

  /** Returns a copy with another {@code conditions}. */
  public ScaledJobStatus withConditions(List<Condition> conditions) {
    return new ScaledJobStatus(lastActiveTime, externalMetricNames, conditions, triggersActivity);
  }

  /** Returns a copy with another {@code triggersActivity}. */
  public ScaledJobStatus withTriggersActivity(Map<String, TriggerActivityStatus> triggersActivity) {
    return new ScaledJobStatus(lastActiveTime, externalMetricNames, conditions, triggersActivity);
  }
}
