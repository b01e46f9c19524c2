package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a ScaledObject does while its triggers fail.
 *
 * @param failureThreshold failures in a row that are borne
 * @param replicas size in the fallback
 * @param behavior static, currentReplicas, currentReplicasIfHigher or currentReplicasIfLower;
 *     absent for static
 */
public record Fallback(int failureThreshold, int replicas, @Nullable String behavior) {}
