package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PostFilter plugin did.
 *
 * @param status success if room will be made
 * @param nominatedNode node the pod is nominated to; empty clears a nomination; absent leaves it
 * @param victims pods to evict, most important first
 * @param pdbViolations victims whose eviction violates a disruption budget
 */
public record PostFilterResult(
    Status status, @Nullable String nominatedNode, List<Pod> victims, int pdbViolations) {

  /** What follows where no PostFilter plugin is enabled: a nomination is cleared. */
  public static final PostFilterResult NONE =
      new PostFilterResult(new Status(StatusCode.UNSCHEDULABLE, "", List.of()), "", List.of(), 0);

  /** Makes the list unmodifiable. */
  public PostFilterResult {
    victims = List.copyOf(victims);
  }

  /** Returns a verdict that leaves the nomination as it is. */
  public static PostFilterResult of(Status status) {
    return new PostFilterResult(status, null, List.of(), 0);
  }
}
