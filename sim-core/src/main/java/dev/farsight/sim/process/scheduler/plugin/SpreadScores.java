package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.StateData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many matching pods each domain of each soft spread constraint has, and the scores of that.
 */
final class SpreadScores implements StateData {

  private final List<SpreadConstraint> constraints;
  private final Pod pod;
  private final boolean requireAll;
  private final Set<String> ignoredNodes = new TreeSet<>();
  private final TopologyCounts counts;
  private final double[] weights;

  SpreadScores(
      List<SpreadConstraint> constraints, Pod pod, boolean requireAll, TopologyCounts counts) {
    this.constraints = constraints;
    this.pod = pod;
    this.requireAll = requireAll;
    this.weights = new double[constraints.size()];
    this.counts = counts;
  }

  List<SpreadConstraint> constraints() {
    return constraints;
  }

  void prepare(List<NodeInfo> feasible) {
    List<Set<String>> domains = new ArrayList<>(weights.length);
    for (int i = 0; i < weights.length; i++) {
      domains.add(new TreeSet<>());
    }
    for (NodeInfo node : feasible) {
      Map<String, String> labels = node.node().metadata().labels();
      if (requireAll && !SpreadConstraint.allKeysPresent(constraints, labels)) {
        ignoredNodes.add(node.name());
        continue;
      }
      for (int i = 0; i < constraints.size(); i++) {
        String key = constraints.get(i).topologyKey();
        if (!key.equals(SpreadConstraint.HOSTNAME)) {
          domains.get(i).add(labels.getOrDefault(key, ""));
        }
      }
    }
    for (int i = 0; i < weights.length; i++) {
      boolean byHost = constraints.get(i).topologyKey().equals(SpreadConstraint.HOSTNAME);
      int size = byHost ? feasible.size() - ignoredNodes.size() : domains.get(i).size();
      weights[i] = StrictMath.log(size + 2.0);
    }
  }

  /** Adds the matching pods of a node to its domain, once for each constraint but those by host. */
  static void count(
      List<SpreadConstraint> constraints,
      Pod pod,
      boolean requireAll,
      NodeInfo node,
      TopologyTally.Sink sink) {
    Map<String, String> labels = node.node().metadata().labels();
    if (requireAll && !SpreadConstraint.allKeysPresent(constraints, labels)) {
      return;
    }
    for (int i = 0; i < constraints.size(); i++) {
      SpreadConstraint each = constraints.get(i);
      if (!each.topologyKey().equals(SpreadConstraint.HOSTNAME) && each.includes(pod, node)) {
        String domain = labels.getOrDefault(each.topologyKey(), "");
        sink.add(Integer.toString(i), domain, each.count(node, pod.namespace()));
      }
    }
  }

  long score(NodeInfo node) {
    if (ignoredNodes.contains(node.name())) {
      return 0;
    }
    double score = 0;
    for (int i = 0; i < constraints.size(); i++) {
      SpreadConstraint each = constraints.get(i);
      String domain = node.label(each.topologyKey());
      if (domain != null) {
        long count =
            each.topologyKey().equals(SpreadConstraint.HOSTNAME)
                ? each.count(node, pod.namespace())
                : counts.domains(Integer.toString(i)).getOrDefault(domain, 0L);
        score += (double) count * weights[i] + (double) (each.maxSkew() - 1);
      }
    }
    return (long) StrictMath.floor(score + 0.5);
  }

  void normalize(List<NodeInfo> nodes, long[] scores) {
    long min = Long.MAX_VALUE;
    long max = 0;
    for (int i = 0; i < scores.length; i++) {
      if (!ignoredNodes.contains(nodes.get(i).name())) {
        min = Math.min(min, scores[i]);
        max = Math.max(max, scores[i]);
      }
    }
    for (int i = 0; i < scores.length; i++) {
      if (ignoredNodes.contains(nodes.get(i).name())) {
        scores[i] = 0;
      } else if (max == 0) {
        scores[i] = ScorePlugin.MAX_NODE_SCORE;
      } else {
        scores[i] = ScorePlugin.MAX_NODE_SCORE * (max + min - scores[i]) / max;
      }
    }
  }
}
