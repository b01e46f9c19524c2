package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the nodes of the highest score. Plugins that read no more of a node than its class score
 * one node of each class, once for all pods of a kind if they read nothing else; the others score
 * every node. Bringing scores into range does not depend on how often a score occurs, so that it
 * may be done over the classes.
 */
final class NodeRanking {

  private static final long[] NO_MARKS = {};

  private final PluginRunner runner;
  private final NodeClasses classes;
  private final NodeNames names;
  private final List<WeightedScore> lasting = new ArrayList<>();
  private final List<WeightedScore> shared = new ArrayList<>();
  private final List<WeightedScore> own = new ArrayList<>();
  private final FeasibleNodes representatives = new FeasibleNodes(List.of());
  private int cycle;

  /** For each class the cycle it was met in, and the total of its nodes. */
  private int[] metIn = new int[0];

  private long[] totalOf = new long[0];
  private long[] ownTotals = new long[16];
  private int[] bestPositions = new int[16];

  NodeRanking(ClusterSnapshot cluster, PluginRunner runner, NodeClasses classes) {
    this.runner = runner;
    this.classes = classes;
    this.names = new NodeNames(cluster);
  }

  /** Returns the names of the best nodes, sorted. */
  List<String> best(
      CycleState state, PodInfo pod, PodKind kind, FeasibleNodes feasible, List<NodeInfo> all) {
    sort(runner.scorePlugins(state, pod, feasible), state, pod);
    representatives.reset(all);
    addOneOfEachClass(feasible);
    long[] totals = new long[representatives.size()];
    kind.scores().addTo(totals, lasting, state, pod, representatives, classes);
    for (WeightedScore each : shared) {
      add(each, state, pod, representatives, totals);
    }
    int[] classOf = classes.classes();
    for (int i = 0; i < totals.length; i++) {
      totalOf[classOf[representatives.position(i)]] = totals[i];
    }
    if (own.isEmpty()) {
      long max = max(totals);
      return isRowOfFewClasses(feasible) ? bestOfRow(feasible, max) : bestByClass(feasible, max);
    }
    zeroOwnTotals(feasible.size());
    for (WeightedScore each : own) {
      add(each, state, pod, feasible, ownTotals);
    }
    return bestByNode(feasible);
  }

  /** Sorts the plugins by what they look at. */
  private void sort(List<WeightedScore> plugins, CycleState state, PodInfo pod) {
    lasting.clear();
    shared.clear();
    own.clear();
    for (WeightedScore each : plugins) {
      NodeReads reads = each.plugin().scoreReads(state, pod);
      if (!classes.coversAll(reads)) {
        own.add(each);
      } else {
        (reads.isOfNodeAlone() ? lasting : shared).add(each);
      }
    }
  }

  private void addOneOfEachClass(FeasibleNodes feasible) {
    cycle++;
    if (metIn.length < classes.bound()) {
      metIn = Arrays.copyOf(metIn, 2 * classes.bound());
      totalOf = Arrays.copyOf(totalOf, metIn.length);
    }
    ClassMembers members = classes.members();
    if (isRowOfFewClasses(feasible)) {
      for (int i = 0; i < members.size(); i++) {
        int any = members.anyOf(i, feasible.position(0), feasible.size());
        if (any >= 0) {
          metIn[members.classAt(i)] = cycle;
          representatives.addPosition(any);
        }
      }
      return;
    }
    representatives.expect(Math.min(feasible.size(), classes.bound()));
    int[] classOf = classes.classes();
    for (int i = 0; i < feasible.size(); i++) {
      int position = feasible.position(i);
      if (metIn[classOf[position]] != cycle) {
        metIn[classOf[position]] = cycle;
        representatives.addPosition(position);
      }
    }
  }

  private boolean isRowOfFewClasses(FeasibleNodes feasible) {
    return feasible.isRow() && classes.members().isComplete();
  }

  private static void add(
      WeightedScore weighted, CycleState state, PodInfo pod, FeasibleNodes nodes, long[] totals) {
    long[] scores = new long[nodes.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = weighted.plugin().score(state, pod, nodes.get(i));
    }
    addNormalised(weighted, scores, state, nodes, totals);
  }

  /** Normalises the scores of nodes and adds them to totals. */
  static void addNormalised(
      WeightedScore weighted, long[] scores, CycleState state, FeasibleNodes nodes, long[] totals) {
    if (weighted.plugin() instanceof ScoreExtensions extensions) {
      extensions.normalizeScore(state, nodes, scores);
    }
    for (int i = 0; i < scores.length; i++) {
      totals[i] += scores[i] * weighted.weight();
    }
  }

  private void zeroOwnTotals(int nodes) {
    if (ownTotals.length < nodes) {
      ownTotals = new long[2 * nodes];
    } else {
      Arrays.fill(ownTotals, 0, nodes, 0);
    }
  }

  private static long max(long[] totals) {
    long max = Long.MIN_VALUE;
    for (long total : totals) {
      max = Math.max(max, total);
    }
    return max;
  }

  private int[] room(int nodes) {
    if (bestPositions.length < nodes) {
      bestPositions = new int[2 * nodes];
    }
    return bestPositions;
  }

  private List<String> bestOfRow(FeasibleNodes feasible, long max) {
    ClassMembers members = classes.members();
    boolean ranked = names.areRanked();
    long[] marked = ranked ? new long[names.words()] : NO_MARKS;
    int[] best = room(ranked ? 0 : feasible.size());
    int count = 0;
    int start = feasible.position(0);
    for (int i = 0; i < members.size(); i++) {
      int nodeClass = members.classAt(i);
      if (metIn[nodeClass] == cycle && totalOf[nodeClass] == max) {
        count =
            ranked
                ? count + members.mark(i, start, feasible.size(), names.ranks(), marked)
                : members.collect(i, start, feasible.size(), best, count);
      }
    }
    return ranked ? names.marked(marked, count) : names.sorted(best, count);
  }

  private List<String> bestByClass(FeasibleNodes feasible, long max) {
    int[] classOf = classes.classes();
    if (names.areRanked()) {
      int[] ranks = names.ranks();
      long[] marked = new long[names.words()];
      int count = 0;
      for (int i = 0; i < feasible.size(); i++) {
        // Without a branch: whether a node is one of the best is not to be foreseen.
        int position = feasible.position(i);
        int isBest = totalOf[classOf[position]] == max ? 1 : 0;
        marked[ranks[position] >> 6] |= (long) isBest << ranks[position];
        count += isBest;
      }
      return names.marked(marked, count);
    }
    int[] best = room(feasible.size());
    int count = 0;
    for (int i = 0; i < feasible.size(); i++) {
      int position = feasible.position(i);
      if (totalOf[classOf[position]] == max) {
        best[count++] = position;
      }
    }
    return names.sorted(best, count);
  }

  private List<String> bestByNode(FeasibleNodes feasible) {
    int[] classOf = classes.classes();
    long max = Long.MIN_VALUE;
    int[] best = room(feasible.size());
    int count = 0;
    for (int i = 0; i < feasible.size(); i++) {
      int position = feasible.position(i);
      long total = ownTotals[i] + totalOf[classOf[position]];
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
