package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nodes of the highest score. Plugins that read no more of a node than its class score
 * one node of each class, the others every node. Bringing scores into range does not depend on how
 * often a score occurs, so that it may be done over the classes.
 */
final class NodeRanking {

  private final PluginRunner runner;
  private final NodeClasses classes;
  private final NodeNames names;
  private int cycle;

  /** For each class the cycle it was met in, and its number among those met. */
  private int[] metIn = new int[0];

  private int[] groupOf = new int[0];
  private long[] groupTotals = new long[16];
  private long[] ownTotals = new long[16];
  private int[] bestPositions = new int[16];

  NodeRanking(ClusterSnapshot cluster, PluginRunner runner, NodeClasses classes) {
    this.runner = runner;
    this.classes = classes;
    this.names = new NodeNames(cluster);
  }

  /** Returns the names of the best nodes, sorted. */
  List<String> best(CycleState state, PodInfo pod, FeasibleNodes feasible, List<NodeInfo> all) {
    List<WeightedScore> plugins = runner.scorePlugins(state, pod, feasible);
    FeasibleNodes representatives = group(feasible, all);
    Arrays.fill(groupTotals, 0, representatives.size(), 0);
    boolean anyOwn = false;
    for (WeightedScore each : plugins) {
      if (classes.coversAll(each.plugin().scoreReads(state, pod))) {
        add(each, state, pod, representatives, groupTotals);
      } else {
        if (!anyOwn) {
          anyOwn = true;
          ownTotals = zeroed(ownTotals, feasible.size());
        }
        add(each, state, pod, feasible, ownTotals);
      }
    }
    return anyOwn ? bestOfNodes(feasible) : bestOfGroups(feasible, representatives.size());
  }

  private static long[] zeroed(long[] totals, int size) {
    if (totals.length < size) {
      return new long[2 * size];
    }
    Arrays.fill(totals, 0, size, 0);
    return totals;
  }

  /** Numbers the classes of nodes and returns one node of each. */
  private FeasibleNodes group(FeasibleNodes feasible, List<NodeInfo> all) {
    cycle++;
    if (metIn.length < classes.bound()) {
      metIn = Arrays.copyOf(metIn, 2 * classes.bound());
      groupOf = Arrays.copyOf(groupOf, 2 * classes.bound());
    }
    FeasibleNodes representatives = new FeasibleNodes(all);
    int[] classOf = classes.classes();
    for (int i = 0; i < feasible.size(); i++) {
      int met = classOf[feasible.position(i)];
      if (metIn[met] != cycle) {
        metIn[met] = cycle;
        groupOf[met] = representatives.size();
        representatives.addPosition(feasible.position(i));
      }
    }
    if (groupTotals.length < representatives.size()) {
      groupTotals = new long[2 * representatives.size()];
    }
    return representatives;
  }

  private static void add(
      WeightedScore weighted, CycleState state, PodInfo pod, FeasibleNodes nodes, long[] totals) {
    ScorePlugin plugin = weighted.plugin();
    long[] scores = new long[nodes.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = plugin.score(state, pod, nodes.get(i));
    }
    plugin.normalizeScore(state, nodes, scores);
    for (int i = 0; i < scores.length; i++) {
      totals[i] += scores[i] * weighted.weight();
    }
  }

  private int[] room(int nodes) {
    if (bestPositions.length < nodes) {
      bestPositions = new int[2 * nodes];
    }
    return bestPositions;
  }

  private List<String> bestOfGroups(FeasibleNodes feasible, int groups) {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < groups; i++) {
      max = Math.max(max, groupTotals[i]);
    }
    int[] classOf = classes.classes();
    int[] best = room(feasible.size());
    int count = 0;
    for (int i = 0; i < feasible.size(); i++) {
      int position = feasible.position(i);
      if (groupTotals[groupOf[classOf[position]]] == max) {
        best[count++] = position;
      }
    }
    return names.sorted(best, count);
  }

  private List<String> bestOfNodes(FeasibleNodes feasible) {
    int[] classOf = classes.classes();
    long max = Long.MIN_VALUE;
    int[] best = room(feasible.size());
    int count = 0;
    for (int i = 0; i < feasible.size(); i++) {
      int position = feasible.position(i);
      long total = ownTotals[i] + groupTotals[groupOf[classOf[position]]];
      if (total > max) {
        max = total;
        count = 0;
      }
      if (total == max) {
        best[count++] = position;
      }
    }
    return names.sorted(best, count);
  }
}
