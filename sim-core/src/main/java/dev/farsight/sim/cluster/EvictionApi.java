package dev.farsight.sim.cluster;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;
import dev.farsight.sim.kube.PodDisruptionBudget;
import dev.farsight.sim.kube.PodDisruptionBudgetStatus;
import dev.farsight.sim.kube.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Eviction API: deletes a pod if the budget that covers it allows, and uses up the budget at
 * once. Pods that are pending, finished or already going need no budget ({@code
 * pkg/registry/core/pod/storage/eviction.go}).
 */
public final class EvictionApi {

  private static final int MAX_DISRUPTED_PODS = 2000;

  private final Cluster cluster;

  /** Makes it over an API server. */
  public EvictionApi(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Evicts a pod.
   *
   * @throws ApiException with code 429 if the budget does not allow it, 404 if there is no such pod
   */
  public void evict(String podKey) {
    Pod pod = cluster.get(Kinds.POD, podKey);
    if (pod == null) {
      throw ApiException.notFound("pods", podKey.substring(podKey.indexOf('/') + 1));
    }
    try {
      PodDisruptionBudget budget = needsBudget(pod) ? budgetOf(pod) : null;
      if (budget != null && !mayGoAsUnhealthy(pod, budget)) {
        useUp(budget, pod);
      }
    } catch (ApiException refusal) {
      cluster.audit().evicted(pod, refusal.getMessage());
      throw refusal;
    }
    cluster.audit().evicted(pod, null);
    markAndDelete(pod);
  }

  private static boolean needsBudget(Pod pod) {
    String phase = pod.status().phase();
    return "Running".equals(phase) && !pod.metadata().isTerminating();
  }

  private @Nullable PodDisruptionBudget budgetOf(Pod pod) {
    PodDisruptionBudget found = null;
    for (PodDisruptionBudget budget :
        cluster.store(Kinds.POD_DISRUPTION_BUDGET).listNamespace(pod.namespace())) {
      if (budget.spec().selector() == null
          || !budget.spec().selector().matches(pod.metadata().labels())) {
        continue;
      }
      if (found != null) {
        throw new ApiException(
            500,
            "InternalError",
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
      }
      found = budget;
    }
    return found;
  }

  private static boolean mayGoAsUnhealthy(Pod pod, PodDisruptionBudget budget) {
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals("Ready") && condition.status().equals("True")) {
        return false;
      }
    }
    PodDisruptionBudgetStatus status = budget.status();
    return "AlwaysAllow".equals(budget.spec().unhealthyPodEvictionPolicy())
        || (status.currentHealthy() >= status.desiredHealthy() && status.desiredHealthy() > 0);
  }

  private void useUp(PodDisruptionBudget budget, Pod pod) {
    PodDisruptionBudgetStatus status = budget.status();
    if (status.observedGeneration() < budget.metadata().generation()) {
      throw refused(
          "Cannot evict pod as it would violate the pod's disruption budget. The disruption budget "
              + budget.name()
              + " is still being processed by the server.");
    }
    if (status.disruptedPods().size() > MAX_DISRUPTED_PODS) {
      throw ApiException.forbidden(
          "poddisruptionbudgets", budget.name(), "DisruptedPods map too big");
    }
    if (status.disruptionsAllowed() <= 0) {
      throw refused("Cannot evict pod as it would violate the pod's disruption budget.");
    }
    Map<String, Timestamp> disrupted =
        FrozenMap.with(status.disruptedPods(), pod.name(), cluster.now());
    cluster.modify(
        Kinds.POD_DISRUPTION_BUDGET,
        budget.key(),
        current ->
            current.withStatus(
                new PodDisruptionBudgetStatus(
                    status.observedGeneration(),
                    disrupted,
                    status.disruptionsAllowed() - 1,
                    status.currentHealthy(),
                    status.desiredHealthy(),
                    status.expectedPods(),
                    status.conditions())));
  }

  private static ApiException refused(String message) {
    return new ApiException(429, "TooManyRequests", message);
  }

  private void markAndDelete(Pod pod) {
    cluster.modify(
        Kinds.POD,
        pod.key(),
        current -> {
          List<PodCondition> conditions = new ArrayList<>(current.status().conditions());
          conditions.removeIf(condition -> condition.type().equals("DisruptionTarget"));
          conditions.add(
              new PodCondition(
                  "DisruptionTarget",
                  "True",
                  "EvictionByEvictionAPI",
                  "Eviction API: evicting",
                  cluster.now()));
          return current.withStatus(current.status().withConditions(conditions));
        });
    cluster.delete(Kinds.POD, pod.key(), DeleteOptions.BACKGROUND);
  }
}
