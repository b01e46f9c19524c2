package dev.farsight.sim.kube;

import java.util.List;
import java.util.Map;

/**
 * What is known of a budget.
 *
 * @param observedGeneration generation the controller has seen
 * @param disruptedPods pods whose eviction is under way
 * @param disruptionsAllowed disruptions allowed now
 * @param currentHealthy healthy pods
 * @param desiredHealthy healthy pods wanted
 * @param expectedPods pods counted
 * @param conditions DisruptionAllowed
 */
public record PodDisruptionBudgetStatus(
    long observedGeneration,
    Map<String, Timestamp> disruptedPods,
    int disruptionsAllowed,
    int currentHealthy,
    int desiredHealthy,
    int expectedPods,
    List<Condition> conditions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodDisruptionBudgetStatus {
    disruptedPods = FrozenMap.copyOf(disruptedPods);
    conditions = List.copyOf(conditions);
  }
}
