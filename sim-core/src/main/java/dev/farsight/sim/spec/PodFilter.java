package dev.farsight.sim.spec;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses pods by namespace, labels, names, and the node they run on; every condition given must
 * hold.
 *
 * @param namespace namespace; absent for any
 * @param selector labels; absent for any
 * @param names names; empty for any
 * @param node node; absent for any
 */
public record PodFilter(
    @Nullable String namespace,
    @Nullable LabelSelector selector,
    List<String> names,
    @Nullable String node) {

  /** All pods. */
  public static final PodFilter ALL = new PodFilter(null, null, List.of(), null);

  /** Makes the list unmodifiable. */
  public PodFilter {
    names = List.copyOf(names);
  }

  /** Returns the filter of all pods of a namespace. */
  public static PodFilter ofNamespace(String namespace) {
    return new PodFilter(namespace, null, List.of(), null);
  }

  /** Returns whether a pod is chosen. */
  public boolean matches(Pod pod) {
    return (namespace == null || namespace.equals(pod.namespace()))
        && (selector == null || selector.matches(pod.metadata().labels()))
        && (names.isEmpty() || names.contains(pod.name()))
        && (node == null || node.equals(pod.spec().nodeName()));
  }
}
