package dev.farsight.sim.kube;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Relates a pod to other pods in a topology domain.
 *
 * @param labelSelector pods it speaks of; absent matches no pod
 * @param namespaces namespaces of those pods
 * @param topologyKey node label that names the domain
 * @param namespaceSelector selects further namespaces; absent when not set
 * @param matchLabelKeys label keys whose values the selector takes from the pod
 * @param mismatchLabelKeys label keys whose values the selector excludes
 */
public record PodAffinityTerm(
    @Nullable LabelSelector labelSelector,
    List<String> namespaces,
    String topologyKey,
    @Nullable LabelSelector namespaceSelector,
    List<String> matchLabelKeys,
    List<String> mismatchLabelKeys) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public PodAffinityTerm {
    namespaces = List.copyOf(namespaces);
    matchLabelKeys = List.copyOf(matchLabelKeys);
    mismatchLabelKeys = List.copyOf(mismatchLabelKeys);
  }
}
