package dev.farsight.sim.result;

import org.jspecify.annotations.Nullable;

/**
 * What became of one step of the timeline.
 *
 * @param id id of the step, given or derived
 * @param action action such as {@code apply}
 * @param text what it does, in a few words such as {@code apply keda.yaml}
 * @param startedNanos time at which it started; null if it never did
 * @param completedNanos time at which its work was complete; null if it never was
 * @param failure what the API answered; null if nothing went wrong
 */
public record StepOutcome(
    String id,
    String action,
    String text,
    @Nullable Long startedNanos,
    @Nullable Long completedNanos,
    @Nullable String failure) {}
