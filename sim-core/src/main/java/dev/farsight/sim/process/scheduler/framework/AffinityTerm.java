package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodAffinityTerm;
import dev.farsight.sim.kube.WeightedPodAffinityTerm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A term of pod affinity as the scheduler keeps it.
 *
 * @param namespaces namespaces named by the term
 * @param selector pods it speaks of; absent: none
 * @param topologyKey node label that names the domain
 * @param namespaceSelector further namespaces by their labels; absent: none
 * @param weight weight of a preferred term, 0 of a required one
 */
public record AffinityTerm(
    SortedSet<String> namespaces,
    @Nullable LabelSelector selector,
    String topologyKey,
    @Nullable LabelSelector namespaceSelector,
    int weight) {

  /** Returns the required terms of a pod. */
  public static List<AffinityTerm> required(Pod pod, List<PodAffinityTerm> terms) {
    List<AffinityTerm> result = new ArrayList<>(terms.size());
    for (PodAffinityTerm term : terms) {
      result.add(of(pod, term, 0));
    }
    return result;
  }

  /** Returns the preferred terms of a pod. */
  public static List<AffinityTerm> preferred(Pod pod, List<WeightedPodAffinityTerm> terms) {
    List<AffinityTerm> result = new ArrayList<>(terms.size());
    for (WeightedPodAffinityTerm term : terms) {
      result.add(of(pod, term.podAffinityTerm(), term.weight()));
    }
    return result;
  }

  private static AffinityTerm of(Pod pod, PodAffinityTerm term, int weight) {
    SortedSet<String> namespaces = new TreeSet<>(term.namespaces());
    if (namespaces.isEmpty() && term.namespaceSelector() == null) {
      namespaces.add(pod.namespace());
    }
    return new AffinityTerm(
        namespaces, term.labelSelector(), term.topologyKey(), term.namespaceSelector(), weight);
  }

  /** Returns the term with its namespace selector resolved, unless that selects everything. */
  public AffinityTerm resolve(ClusterSnapshot cluster) {
    LabelSelector wanted = namespaceSelector;
    if (wanted == null || wanted.isEmpty()) {
      return this;
    }
    SortedSet<String> names = new TreeSet<>(namespaces);
    cluster.addNamespaces(wanted, names);
    return new AffinityTerm(names, selector, topologyKey, null, weight);
  }

  /** Returns whether the term speaks of a pod whose namespace has these labels. */
  public boolean matches(Pod pod, Map<String, String> namespaceLabels) {
    boolean inNamespace =
        namespaces.contains(pod.namespace())
            || (namespaceSelector != null && namespaceSelector.matches(namespaceLabels));
    return inNamespace && selector != null && selector.matches(pod.metadata().labels());
  }

  /** Returns whether all of these terms speak of a pod; false if there are none. */
  public static boolean allMatch(Collection<AffinityTerm> terms, Pod pod) {
    if (terms.isEmpty()) {
      return false;
    }
    for (AffinityTerm term : terms) {
      if (!term.matches(pod, Map.of())) {
        return false;
      }
    }
    return true;
  }
}
