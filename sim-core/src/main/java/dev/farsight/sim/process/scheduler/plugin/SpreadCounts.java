package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.StateData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How many matching pods each domain of each hard spread constraint has. */
final class SpreadCounts implements StateData {

  private static final long UNKNOWN = -1;

  private final List<SpreadConstraint> constraints;
  private final TopologyCounts counts;
  private final long[] mins;

  SpreadCounts(List<SpreadConstraint> constraints, TopologyCounts counts) {
    this.constraints = constraints;
    this.counts = counts;
    this.mins = new long[constraints.size()];
    Arrays.fill(mins, UNKNOWN);
  }

  /** Adds the matching pods of a node to its domain, once for each constraint. */
  static void count(
      List<SpreadConstraint> constraints, Pod pod, NodeInfo node, TopologyTally.Sink sink) {
    Map<String, String> labels = node.node().metadata().labels();
    if (!SpreadConstraint.allKeysPresent(constraints, labels)) {
      return;
    }
    for (int i = 0; i < constraints.size(); i++) {
      SpreadConstraint each = constraints.get(i);
      String domain = labels.get(each.topologyKey());
      if (domain != null && each.includes(pod, node)) {
        sink.add(key(i), domain, each.count(node, pod.namespace()));
      }
    }
  }

  private static String key(int constraint) {
    return Integer.toString(constraint);
  }

  List<SpreadConstraint> constraints() {
    return constraints;
  }

  long of(int constraint, String domain) {
    return counts.domains(key(constraint)).getOrDefault(domain, 0L);
  }

  /** Returns the least count of any domain; 0 while there are fewer domains than wanted. */
  long min(int constraint) {
    if (mins[constraint] == UNKNOWN) {
      Map<String, Long> domains = counts.domains(key(constraint));
      long min = Integer.MAX_VALUE;
      for (long count : domains.values()) {
        min = Math.min(min, count);
      }
      mins[constraint] = domains.size() < constraints.get(constraint).minDomains() ? 0 : min;
    }
    return mins[constraint];
  }

  void update(Pod podToSchedule, Pod changed, NodeInfo node, int delta) {
    Map<String, String> labels = node.node().metadata().labels();
    if (!changed.namespace().equals(podToSchedule.namespace())
        || !SpreadConstraint.allKeysPresent(constraints, labels)) {
      return;
    }
    Arrays.fill(mins, UNKNOWN);
    for (int i = 0; i < constraints.size(); i++) {
      SpreadConstraint each = constraints.get(i);
      String domain = labels.get(each.topologyKey());
      if (domain != null
          && each.matches(changed.metadata().labels())
          && each.includes(podToSchedule, node)) {
        counts.add(key(i), domain, delta);
      }
    }
  }

  @Override
  public StateData copy() {
    return new SpreadCounts(constraints, counts.copy());
  }
}
