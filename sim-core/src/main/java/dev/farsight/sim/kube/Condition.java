package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * One condition of an object's status, as Deployments, Jobs, HPAs and KEDA objects report it.
 *
 * @param type condition type, such as Available
 * @param status True, False or Unknown
 * @param reason reason in CamelCase, may be empty
 * @param message text for people, may be empty
 * @param lastTransitionTime when the status last changed; absent when not set
 * @param lastUpdateTime when the condition was last written; absent when not set
 */
public record Condition(
    String type,
    String status,
    String reason,
    String message,
    @Nullable Timestamp lastTransitionTime,
    @Nullable Timestamp lastUpdateTime) {}
