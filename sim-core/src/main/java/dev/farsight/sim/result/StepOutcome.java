package dev.farsight.sim.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one step of the timeline.
 *
 * @param id id of the step, given or derived
 * @param action action such as {@code apply}
 * @param text what it does, in a few words such as {@code apply keda.yaml}
 * @param startedNanos time at which it started; null if it never did
 * @param completedNanos time at which its work was complete; null if it never was
 * @param failure what the API answered, or what the client said when it gave up; null if nothing
 *     went wrong
 * @param failedNanos time at which it failed first; null if nothing went wrong
 * @param waitedFor objects that a client waited for when it gave up, as {@code
 *     Kind/namespace/name}: what it had installed, and behind it the pods of that; empty unless it
 *     gave up
 */
public record StepOutcome(
    String id,
    String action,
    String text,
    @Nullable Long startedNanos,
    @Nullable Long completedNanos,
    @Nullable String failure,
    @Nullable Long failedNanos,
    List<String> waitedFor) {

  /** Makes the list unmodifiable. */
  public StepOutcome {
    waitedFor = List.copyOf(waitedFor);
  }

  /** Makes the outcome of a step that nobody gave up on. */
  public StepOutcome(
      String id,
      String action,
      String text,
      @Nullable Long startedNanos,
      @Nullable Long completedNanos,
      @Nullable String failure) {
    this(
        id,
        action,
        text,
        startedNanos,
        completedNanos,
        failure,
        failure == null ? null : completedNanos,
        List.of());
  }
}
