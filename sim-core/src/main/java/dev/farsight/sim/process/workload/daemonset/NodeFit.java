package dev.farsight.sim.process.workload.daemonset;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.NodeAffinity;
import dev.farsight.sim.kube.NodeSelector;
import dev.farsight.sim.kube.NodeSelectorRequirement;
import dev.farsight.sim.kube.NodeSelectorTerm;
import dev.farsight.sim.kube.PodSpec;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.kube.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a DaemonSet's pods belong on a node: name, node affinity and taints, nothing else. */
final class NodeFit {

  private static final List<Toleration> DEFAULT_TOLERATIONS =
      List.of(
          exists("node.kubernetes.io/not-ready", "NoExecute"),
          exists("node.kubernetes.io/unreachable", "NoExecute"),
          exists("node.kubernetes.io/disk-pressure", "NoSchedule"),
          exists("node.kubernetes.io/memory-pressure", "NoSchedule"),
          exists("node.kubernetes.io/pid-pressure", "NoSchedule"),
          exists("node.kubernetes.io/unschedulable", "NoSchedule"));

  private NodeFit() {}

  private static Toleration exists(String key, String effect) {
    return new Toleration(key, "Exists", null, effect, null);
  }

  /** Returns the pod's tolerations and those that every DaemonSet pod gets. */
  static List<Toleration> tolerations(PodSpec spec) {
    List<Toleration> tolerations = new ArrayList<>(spec.tolerations());
    for (Toleration added : DEFAULT_TOLERATIONS) {
      addIfMissing(tolerations, added);
    }
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      addIfMissing(tolerations, exists("node.kubernetes.io/network-unavailable", "NoSchedule"));
    }
    return tolerations;
  }

  private static void addIfMissing(List<Toleration> tolerations, Toleration added) {
    for (int i = 0; i < tolerations.size(); i++) {
      Toleration present = tolerations.get(i);
      if (Objects.equals(present.key(), added.key())
          && Objects.equals(present.effect(), added.effect())
          && Objects.equals(present.operator(), added.operator())
          && Objects.equals(present.value(), added.value())) {
        tolerations.set(i, added);
        return;
      }
    }
    tolerations.add(added);
  }

  /** Returns whether a pod should be made for the node. */
  static boolean shouldRun(PodSpec spec, Node node) {
    return mayBeOn(spec, node) && untolerated(spec, node, false) == null;
  }

  /** Returns whether a pod that is there may stay. */
  static boolean shouldContinueRunning(PodSpec spec, Node node) {
    return mayBeOn(spec, node)
        && (untolerated(spec, node, false) == null || untolerated(spec, node, true) == null);
  }

  private static boolean mayBeOn(PodSpec spec, Node node) {
    if (spec.nodeName() != null && !spec.nodeName().equals(node.name())) {
      return false;
    }
    Map<String, String> labels = node.metadata().labels();
    if (!FrozenMap.holdsAll(labels, spec.nodeSelector())) {
      return false;
    }
    NodeAffinity affinity = spec.affinity() == null ? null : spec.affinity().nodeAffinity();
    NodeSelector required =
        affinity == null ? null : affinity.requiredDuringSchedulingIgnoredDuringExecution();
    return required == null || matches(required, node);
  }

  private static boolean matches(NodeSelector selector, Node node) {
    for (NodeSelectorTerm term : selector.nodeSelectorTerms()) {
      boolean empty = term.matchExpressions().isEmpty() && term.matchFields().isEmpty();
      if (!empty && matches(term, node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(NodeSelectorTerm term, Node node) {
    for (NodeSelectorRequirement requirement : term.matchExpressions()) {
      if (!matches(requirement, node.metadata().labels().get(requirement.key()))) {
        return false;
      }
    }
    for (NodeSelectorRequirement requirement : term.matchFields()) {
      if (!matches(requirement, node.name())) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
    return switch (requirement.operator()) {
      case "In" -> value != null && requirement.values().contains(value);
      case "NotIn" -> value == null || !requirement.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> compare(value, requirement) > 0;
      case "Lt" -> compare(value, requirement) < 0;
      default -> false;
    };
  }

  private static int compare(@Nullable String value, NodeSelectorRequirement requirement) {
    if (value == null
        || !value.matches("-?[0-9]{1,18}")
        || requirement.values().size() != 1
        || !requirement.values().get(0).matches("-?[0-9]{1,18}")) {
      return 0;
    }
    return Long.compare(Long.parseLong(value), Long.parseLong(requirement.values().get(0)));
  }

  private static @Nullable Taint untolerated(PodSpec spec, Node node, boolean onlyNoExecute) {
    List<Toleration> tolerations = tolerations(spec);
    for (Taint taint : node.spec().taints()) {
      boolean matters =
          taint.effect().equals("NoExecute")
              || (!onlyNoExecute && taint.effect().equals("NoSchedule"));
      if (matters && !isTolerated(taint, tolerations)) {
        return taint;
      }
    }
    return null;
  }

  private static boolean isTolerated(Taint taint, List<Toleration> tolerations) {
    return tolerations.stream().anyMatch(toleration -> toleration.tolerates(taint));
  }
}
