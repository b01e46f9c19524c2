package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * One condition of a pod's status.
 *
 * @param type PodScheduled, Ready, ContainersReady, Initialized, DisruptionTarget ...
 * @param status True, False or Unknown
 * @param reason reason in CamelCase; absent when not set
 * @param message text for people; absent when not set
 * @param lastTransitionTime when the status last changed; absent when not set
 */
public record PodCondition(
    String type,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Timestamp lastTransitionTime) {}
