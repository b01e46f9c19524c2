package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Affinity;
import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.PodSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which nodes a selector means. */
public final class NodeSelectors {

  private NodeSelectors() {}

  /** Returns the required node affinity of a pod, or null. */
  public static @Nullable NodeSelector required(PodSpec spec) {
    Affinity affinity = spec.affinity();
    return affinity == null || affinity.nodeAffinity() == null
        ? null
        : affinity.nodeAffinity().requiredDuringSchedulingIgnoredDuringExecution();
  }

  /** Returns whether a node satisfies the node selector and required node affinity of a pod. */
  public static boolean matchesRequired(PodSpec spec, Map<String, String> labels, String name) {
    if (!FrozenMap.holdsAll(labels, spec.nodeSelector())) {
      return false;
    }
    NodeSelector selector = required(spec);
    return selector == null || matches(selector, labels, name);
  }

  /** Returns whether any term matches a node; an empty name leaves matchFields out of account. */
  public static boolean matches(NodeSelector selector, Map<String, String> labels, String name) {
    for (NodeSelectorTerm term : selector.nodeSelectorTerms()) {
      if (matches(term, labels, name)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a term matches a node; an empty term matches none. */
  public static boolean matches(NodeSelectorTerm term, Map<String, String> labels, String name) {
    if (term.matchExpressions().isEmpty() && term.matchFields().isEmpty()) {
      return false;
    }
    for (NodeSelectorRequirement requirement : term.matchExpressions()) {
      if (!matches(requirement, labels.get(requirement.key()))) {
        return false;
      }
    }
    for (NodeSelectorRequirement requirement : term.matchFields()) {
      if (requirement.values().size() != 1) {
        return false;
      }
      String actual = requirement.key().equals("metadata.name") ? name : "";
      boolean equal = actual.equals(requirement.values().get(0));
      if (!name.isEmpty() && equal != requirement.operator().equals("In")) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
    List<String> values = requirement.values();
    return switch (requirement.operator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt", "Lt" -> compares(requirement, value);
      default -> false;
    };
  }

  private static boolean compares(NodeSelectorRequirement requirement, @Nullable String value) {
    Long actual = value == null ? null : number(value);
    Long bound = requirement.values().size() == 1 ? number(requirement.values().get(0)) : null;
    if (actual == null || bound == null) {
      return false;
    }
    return requirement.operator().equals("Gt") ? actual > bound : actual < bound;
  }

  private static @Nullable Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
