package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.LabelSelectorRequirement;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.TopologySpreadConstraint;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeSelectors;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Tolerations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A spread constraint as the scheduler keeps it.
 *
 * @param maxSkew how uneven the domains may be
 * @param topologyKey node label that names the domain
 * @param selector pods that count; absent: none
 * @param minDomains domains wanted, 1 where not set
 * @param honorsAffinity whether only nodes that the pod selects count
 * @param honorsTaints whether only nodes whose taints the pod tolerates count
 */
record SpreadConstraint(
    int maxSkew,
    String topologyKey,
    @Nullable LabelSelector selector,
    int minDomains,
    boolean honorsAffinity,
    boolean honorsTaints) {

  static final String HOSTNAME = "kubernetes.io/hostname";

  /** Cluster defaults: soft spreading over hosts and zones. */
  static final List<TopologySpreadConstraint> SYSTEM_DEFAULTS =
      List.of(soft(3, HOSTNAME), soft(5, "topology.kubernetes.io/zone"));

  private static TopologySpreadConstraint soft(int maxSkew, String key) {
    return new TopologySpreadConstraint(
        maxSkew, key, "ScheduleAnyway", null, null, null, null, List.of());
  }

  /** Returns the constraints of a pod, or else the defaults, that say what to do. */
  static List<SpreadConstraint> of(
      Pod pod,
      String whenUnsatisfiable,
      List<TopologySpreadConstraint> defaults,
      ClusterSnapshot cluster) {
    List<TopologySpreadConstraint> own = pod.spec().topologySpreadConstraints();
    if (!own.isEmpty()) {
      return filter(own, whenUnsatisfiable, null);
    }
    if (filter(defaults, whenUnsatisfiable, null).isEmpty()) {
      return List.of();
    }
    LabelSelector selector = DefaultSelector.of(pod, cluster);
    return selector.isEmpty() ? List.of() : filter(defaults, whenUnsatisfiable, selector);
  }

  private static List<SpreadConstraint> filter(
      List<TopologySpreadConstraint> constraints, String action, @Nullable LabelSelector other) {
    List<SpreadConstraint> result = new ArrayList<>();
    for (TopologySpreadConstraint each : constraints) {
      if (each.whenUnsatisfiable().equals(action)) {
        Integer minDomains = each.minDomains();
        String affinity = each.nodeAffinityPolicy();
        result.add(
            new SpreadConstraint(
                each.maxSkew(),
                each.topologyKey(),
                other == null ? each.labelSelector() : other,
                minDomains == null ? 1 : minDomains,
                affinity == null || affinity.equals("Honor"),
                "Honor".equals(each.nodeTaintsPolicy())));
      }
    }
    return result;
  }

  static List<String> keys(List<SpreadConstraint> constraints) {
    List<String> keys = new ArrayList<>(constraints.size());
    constraints.forEach(each -> keys.add(each.topologyKey));
    return keys;
  }

  static boolean allKeysPresent(List<SpreadConstraint> constraints, Map<String, String> labels) {
    for (SpreadConstraint each : constraints) {
      if (!labels.containsKey(each.topologyKey)) {
        return false;
      }
    }
    return true;
  }

  boolean includes(Pod pod, NodeInfo node) {
    if (honorsAffinity
        && !NodeSelectors.matchesRequired(
            pod.spec(), node.node().metadata().labels(), node.name())) {
      return false;
    }
    return !honorsTaints
        || Tolerations.firstUntolerated(node.node().spec().taints(), pod.spec().tolerations())
            == null;
  }

  boolean matches(Map<String, String> labels) {
    return selector != null && selector.matches(labels);
  }

  /** Counts the pods of a node that match; pods that are being deleted do not count. */
  int count(NodeInfo node, String namespace) {
    if (selector == null || selector.isEmpty()) {
      return 0;
    }
    int count = 0;
    for (PodInfo each : node.pods()) {
      Pod pod = each.pod();
      if (!pod.metadata().isTerminating()
          && pod.namespace().equals(namespace)
          && selector.matches(pod.metadata().labels())) {
        count++;
      }
    }
    return count;
  }

  /** Returns a selector with the requirements of another one added. */
  static LabelSelector and(LabelSelector one, LabelSelector other) {
    List<LabelSelectorRequirement> all = new ArrayList<>(one.matchExpressions());
    other
        .matchLabels()
        .forEach((key, value) -> all.add(new LabelSelectorRequirement(key, "In", List.of(value))));
    all.addAll(other.matchExpressions());
    return new LabelSelector(one.matchLabels(), all);
  }
}
