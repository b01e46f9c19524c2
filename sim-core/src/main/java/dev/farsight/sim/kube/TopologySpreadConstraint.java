package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How evenly pods spread over topology domains.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/">upstream
 *     documentation</a>
 * @param maxSkew greatest difference allowed between domains
 * @param topologyKey node label that names the domain
 * @param whenUnsatisfiable DoNotSchedule or ScheduleAnyway
 * @param labelSelector pods that are counted; absent when not set
 * @param minDomains least number of domains; absent when not set
 * @param nodeAffinityPolicy Honor or Ignore; absent when not set
 * @param nodeTaintsPolicy Honor or Ignore; absent when not set
 * @param matchLabelKeys label keys whose values the selector takes from the pod
 */
public record TopologySpreadConstraint(
    int maxSkew,
    String topologyKey,
    String whenUnsatisfiable,
    @Nullable LabelSelector labelSelector,
    @Nullable Integer minDomains,
    @Nullable String nodeAffinityPolicy,
    @Nullable String nodeTaintsPolicy,
    List<String> matchLabelKeys) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public TopologySpreadConstraint {
    matchLabelKeys = List.copyOf(matchLabelKeys);
  }
}
