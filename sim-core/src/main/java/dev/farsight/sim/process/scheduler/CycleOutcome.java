package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.BestNodes;
import dev.farsight.sim.process.scheduler.queue.NominatingInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one scheduling cycle decided.
 *
 * @param node node for the pod; absent when there is none
 * @param best nodes with the highest score, sorted by name; empty when there is none
 * @param failure why there is no node; absent when there is one
 */
public record CycleOutcome(@Nullable String node, List<String> best, @Nullable Failure failure) {

  /** Makes the list unmodifiable and checks that there is either a node or a failure. */
  public CycleOutcome {
    best = BestNodes.copyOf(best);
    if ((node == null) == (failure == null)) {
      throw new IllegalArgumentException("node " + node + " and failure " + failure);
    }
  }

  /** Returns the outcome of a cycle that found a node. */
  public static CycleOutcome found(String node, List<String> best) {
    return new CycleOutcome(node, best, null);
  }

  /** Returns the outcome of a cycle that found none. */
  public static CycleOutcome failed(Failure failure) {
    return new CycleOutcome(null, List.of(), failure);
  }

  /**
   * Why a cycle found no node.
   *
   * @param message text of the condition, with the preemption part
   * @param rejected whether the pod was rejected; false for an error
   * @param unschedulablePlugins plugins that rejected it
   * @param pendingPlugins plugins that asked to wait for them
   * @param nominatingInfo what becomes of the pod's nomination
   * @param victims pods to preempt, most important first
   * @param pdbViolationCount how many of them violate a disruption budget
   */
  public record Failure(
      String message,
      boolean rejected,
      List<String> unschedulablePlugins,
      List<String> pendingPlugins,
      NominatingInfo nominatingInfo,
      List<Pod> victims,
      int pdbViolationCount) {

    /** Makes the lists unmodifiable. */
    public Failure {
      unschedulablePlugins = List.copyOf(unschedulablePlugins);
      pendingPlugins = List.copyOf(pendingPlugins);
      victims = List.copyOf(victims);
    }
  }
}
