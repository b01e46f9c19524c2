package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ScaledObject.
 *
 * @param scaleTargetKind group, version and kind of the target, such as {@code apps/v1.Deployment};
 *     absent before it was found
 * @param originalReplicaCount size of the target before KEDA scaled it; absent before it was found
 * @param lastActiveTime last poll that found a trigger active, in whole seconds of the wall clock;
 *     absent for none
 * @param externalMetricNames external metrics of the autoscaler
 * @param resourceMetricNames resources whose usage the autoscaler looks at
 * @param conditions Ready, Active, Fallback, Paused, HPAActive
 * @param health how reading goes, by metric
 * @param triggersActivity activity, by metric
 * @param pausedReplicaCount size in a pause that sets one; absent when not set
 * @param hpaName name of the autoscaler; absent before it was created
 */
public record ScaledObjectStatus(
    @Nullable String scaleTargetKind,
    @Nullable Integer originalReplicaCount,
    @Nullable Timestamp lastActiveTime,
    List<String> externalMetricNames,
    List<String> resourceMetricNames,
    List<Condition> conditions,
    Map<String, HealthStatus> health,
    Map<String, TriggerActivityStatus> triggersActivity,
    @Nullable Integer pausedReplicaCount,
    @Nullable String hpaName) {

  /** Nothing is known yet. */
  public static final ScaledObjectStatus EMPTY =
      new ScaledObjectStatus(
          null,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          FrozenMap.empty(),
          FrozenMap.empty(),
          null,
          null);

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public ScaledObjectStatus {
    externalMetricNames = List.copyOf(externalMetricNames);
    resourceMetricNames = List.copyOf(resourceMetricNames);
    conditions = List.copyOf(conditions);
    health = FrozenMap.copyOf(health);
    triggersActivity = FrozenMap.copyOf(triggersActivity);
  }

  /** Returns a copy with another {@code scaleTargetKind}. */
  public ScaledObjectStatus withScaleTargetKind(@Nullable String scaleTargetKind) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code originalReplicaCount}. */
  public ScaledObjectStatus withOriginalReplicaCount(@Nullable Integer originalReplicaCount) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code lastActiveTime}. */
  public ScaledObjectStatus withLastActiveTime(@Nullable Timestamp lastActiveTime) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code externalMetricNames}. */
  public ScaledObjectStatus withExternalMetricNames(List<String> externalMetricNames) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code resourceMetricNames}. */
  public ScaledObjectStatus withResourceMetricNames(List<String> resourceMetricNames) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code conditions}. */
  public ScaledObjectStatus withConditions(List<Condition> conditions) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code health}. */
  public ScaledObjectStatus withHealth(Map<String, HealthStatus> health) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code triggersActivity}. */
  public ScaledObjectStatus withTriggersActivity(
      Map<String, TriggerActivityStatus> triggersActivity) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code pausedReplicaCount}. */
  public ScaledObjectStatus withPausedReplicaCount(@Nullable Integer pausedReplicaCount) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }

  /** Returns a copy with another {@code hpaName}. */
  public ScaledObjectStatus withHpaName(@Nullable String hpaName) {
    return new ScaledObjectStatus(
        scaleTargetKind,
        originalReplicaCount,
        lastActiveTime,
        externalMetricNames,
        resourceMetricNames,
        conditions,
        health,
        triggersActivity,
        pausedReplicaCount,
        hpaName);
  }
}
