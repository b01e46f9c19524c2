package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.StateData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many matching pods each domain of each hard spread constraint has. */
final class SpreadCounts implements StateData {

  private final List<SpreadConstraint> constraints;
  private final List<Map<String, Integer>> counts;

  private SpreadCounts(List<SpreadConstraint> constraints, List<Map<String, Integer>> counts) {
    this.constraints = constraints;
    this.counts = counts;
  }

  static SpreadCounts count(List<SpreadConstraint> constraints, Pod pod, List<NodeInfo> nodes) {
    List<Map<String, Integer>> counts = new ArrayList<>(constraints.size());
    constraints.forEach(each -> counts.add(new LinkedHashMap<>()));
    for (NodeInfo node : nodes) {
      Map<String, String> labels = node.node().metadata().labels();
      if (!SpreadConstraint.allKeysPresent(constraints, labels)) {
        continue;
      }
      for (int i = 0; i < constraints.size(); i++) {
        SpreadConstraint each = constraints.get(i);
        String domain = labels.get(each.topologyKey());
        if (domain != null && each.includes(pod, node)) {
          counts.get(i).merge(domain, each.count(node, pod.namespace()), Integer::sum);
        }
      }
    }
    return new SpreadCounts(constraints, counts);
  }

  List<SpreadConstraint> constraints() {
    return constraints;
  }

  int of(int constraint, String domain) {
    return counts.get(constraint).getOrDefault(domain, 0);
  }

  /** Returns the least count of any domain; 0 while there are fewer domains than wanted. */
  int min(int constraint) {
    Map<String, Integer> ofConstraint = counts.get(constraint);
    if (ofConstraint.size() < constraints.get(constraint).minDomains()) {
      return 0;
    }
    int min = Integer.MAX_VALUE;
    for (int count : ofConstraint.values()) {
      min = Math.min(min, count);
    }
    return min;
  }

  void update(Pod podToSchedule, Pod changed, NodeInfo node, int delta) {
    Map<String, String> labels = node.node().metadata().labels();
    if (!changed.namespace().equals(podToSchedule.namespace())
        || !SpreadConstraint.allKeysPresent(constraints, labels)) {
      return;
    }
    for (int i = 0; i < constraints.size(); i++) {
      SpreadConstraint each = constraints.get(i);
      String domain = labels.get(each.topologyKey());
      if (domain != null
          && each.matches(changed.metadata().labels())
          && each.includes(podToSchedule, node)) {
        counts.get(i).merge(domain, delta, Integer::sum);
      }
    }
  }

  @Override
  public StateData copy() {
    List<Map<String, Integer>> copies = new ArrayList<>(counts.size());
    counts.forEach(each -> copies.add(new LinkedHashMap<>(each)));
    return new SpreadCounts(constraints, copies);
  }
}
