package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * One condition of a node's status.
 *
 * @param type Ready, MemoryPressure ...
 * @param status True, False or Unknown
 * @param reason reason in CamelCase; absent when not set
 * @param message text for people; absent when not set
 * @param lastTransitionTime when the status last changed; absent when not set
 */
public record NodeCondition(
    String type,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable Timestamp lastTransitionTime) {}
