package dev.farsight.sim.process.scheduler.preemption;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import java.util.List;

/** Tells victims whose eviction violates a disruption budget from the others. */
public final class DisruptionBudgets {

  private final List<PodDisruptionBudget> budgets;

  /**
   * Takes the budgets as they are now.
   *
   * @param budgets of all namespaces
   */
  public DisruptionBudgets(List<PodDisruptionBudget> budgets) {
    this.budgets = budgets;
  }

  /**
   * Sorts pods, which come in order of importance, into those that violate and those that do not.
   * Takes O(pods × budgets).
   *
   * @param pods possible victims
   * @param violating receives those whose eviction violates a budget
   * @param nonViolating receives the others
   */
  public void split(List<PodInfo> pods, List<PodInfo> violating, List<PodInfo> nonViolating) {
    int[] allowed = new int[budgets.size()];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = budgets.get(i).status().disruptionsAllowed();
    }
    for (PodInfo pod : pods) {
      (violates(pod.pod(), allowed) ? violating : nonViolating).add(pod);
    }
  }

  private boolean violates(Pod pod, int[] allowed) {
    boolean violated = false;
    for (int i = 0; i < allowed.length; i++) {
      PodDisruptionBudget budget = budgets.get(i);
      if (covers(budget, pod) && !budget.status().disruptedPods().containsKey(pod.name())) {
        allowed[i]--;
        violated |= allowed[i] < 0;
      }
    }
    return violated;
  }

  private static boolean covers(PodDisruptionBudget budget, Pod pod) {
    LabelSelector selector = budget.spec().selector();
    return !pod.metadata().labels().isEmpty()
        && budget.namespace().equals(pod.namespace())
        && selector != null
        && !selector.isEmpty()
        && selector.matches(pod.metadata().labels());
  }
}
