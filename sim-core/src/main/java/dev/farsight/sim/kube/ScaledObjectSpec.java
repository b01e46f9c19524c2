package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a ScaledObject.
 *
 * @param scaleTargetRef what is scaled
 * @param pollingInterval seconds from poll to poll; absent for 30
 * @param initialCooldownPeriod seconds from the creation in which nothing is scaled to 0; absent
 *     for 0
 * @param cooldownPeriod seconds from the last activity to the step to 0; absent for 300
 * @param idleReplicaCount size without activity; absent when not set
 * @param minReplicaCount least size while active; absent for 0
 * @param maxReplicaCount most replicas; absent for 100
 * @param advanced advanced settings; absent when not set
 * @param triggers triggers
 * @param fallback what to do while triggers fail; absent when not set
 */
public record ScaledObjectSpec(
    ScaleTarget scaleTargetRef,
    @Nullable Integer pollingInterval,
    @Nullable Integer initialCooldownPeriod,
    @Nullable Integer cooldownPeriod,
    @Nullable Integer idleReplicaCount,
    @Nullable Integer minReplicaCount,
    @Nullable Integer maxReplicaCount,
    @Nullable AdvancedConfig advanced,
    List<ScaleTriggers> triggers,
    @Nullable Fallback fallback) {

  /** Makes the list unmodifiable. */
  public ScaledObjectSpec {
    triggers = List.copyOf(triggers);
  }

  /** Returns a copy with another {@code advanced}. */
  public ScaledObjectSpec withAdvanced(@Nullable AdvancedConfig advanced) {
    return new ScaledObjectSpec(
        scaleTargetRef,
        pollingInterval,
        initialCooldownPeriod,
        cooldownPeriod,
        idleReplicaCount,
        minReplicaCount,
        maxReplicaCount,
        advanced,
        triggers,
        fallback);
  }

  /** Returns the least size as the step from and to 0 sees it. */
  public int leastReplicas() {
    return minReplicaCount == null ? 0 : minReplicaCount;
  }
}
