package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for nodes that a pod fits on. Filters that read no more of a node than its class are asked
 * once a class, the others once a node; the verdict of a node is that of the first filter that
 * rules it out, as if all were asked in their order.
 */
final class NodeSearch {

  private final ClusterSnapshot cluster;
  private final PluginRunner runner;
  private final NodeClasses classes;
  private final List<FilterPlugin> shared = new ArrayList<>();
  private final List<FilterPlugin> own = new ArrayList<>();
  private int[] sharedRanks = new int[16];
  private int[] ownRanks = new int[16];
  private int cycle;

  /** For each class the cycle it was judged in, the verdict, and the rank of who gave it. */
  private int[] judgedIn = new int[0];

  private @Nullable Status[] verdicts = {};
  private int[] verdictRanks = new int[0];

  NodeSearch(ClusterSnapshot cluster, PluginRunner runner, NodeClasses classes) {
    this.cluster = cluster;
    this.runner = runner;
    this.classes = classes;
  }

  /**
   * Filters nodes from a position on, round the list, until enough are found.
   *
   * @param start position of the first, taken modulo the number of nodes
   * @param wanted how many suffice
   * @param feasible where those that fit are added
   * @param statuses where it is noted why the others do not
   * @param rejectors where the plugins that ruled out a node are added
   * @return success, or the error that ended the search
   */
  Status search(
      CycleState state,
      PodInfo pod,
      int start,
      int wanted,
      FeasibleNodes feasible,
      NodeToStatus statuses,
      SortedSet<String> rejectors) {
    List<NodeInfo> nodes = cluster.nodes();
    begin(state, pod);
    feasible.expect(Math.min(wanted, nodes.size()));
    boolean nominations = cluster.mayHaveNominatedPods();
    int position = start % nodes.size();
    for (int i = 0; i < nodes.size() && feasible.size() < wanted; i++) {
      Status status =
          nominations && !cluster.nominatedPods(nodes.get(position).name()).isEmpty()
              ? runner.filterWithNominatedPods(state, pod, nodes.get(position))
              : verdict(state, pod, nodes, position);
      if (status.isSuccess()) {
        feasible.addPosition(position);
      } else if (status.code() == StatusCode.ERROR) {
        return status;
      } else {
        statuses.set(position, status);
        rejectors.add(status.plugin());
      }
      position = position + 1 == nodes.size() ? 0 : position + 1;
    }
    return Status.SUCCESS;
  }

  /** Sorts the filters into those that are asked once a class and those asked once a node. */
  private void begin(CycleState state, PodInfo pod) {
    cycle++;
    if (judgedIn.length < classes.bound()) {
      int length = 2 * classes.bound();
      judgedIn = Arrays.copyOf(judgedIn, length);
      verdicts = Arrays.copyOf(verdicts, length);
      verdictRanks = Arrays.copyOf(verdictRanks, length);
    }
    shared.clear();
    own.clear();
    List<FilterPlugin> filters = runner.filters();
    if (sharedRanks.length < filters.size()) {
      sharedRanks = new int[filters.size()];
      ownRanks = new int[filters.size()];
    }
    for (int rank = 0; rank < filters.size(); rank++) {
      FilterPlugin plugin = filters.get(rank);
      if (state.skipsFilter(plugin.name())) {
        continue;
      }
      if (classes.coversAll(plugin.filterReads(state, pod))) {
        sharedRanks[shared.size()] = rank;
        shared.add(plugin);
      } else {
        ownRanks[own.size()] = rank;
        own.add(plugin);
      }
    }
  }

  private Status verdict(CycleState state, PodInfo pod, List<NodeInfo> nodes, int position) {
    int group = classes.classes()[position];
    if (judgedIn[group] != cycle) {
      judge(group, state, pod, nodes.get(position));
    }
    for (int i = 0; i < own.size() && ownRanks[i] < verdictRanks[group]; i++) {
      Status status = PluginRunner.filter(own.get(i), state, pod, nodes.get(position));
      if (!status.isSuccess()) {
        return status;
      }
    }
    Status verdict = verdicts[group];
    return verdict == null ? Status.SUCCESS : verdict;
  }

  private void judge(int group, CycleState state, PodInfo pod, NodeInfo any) {
    judgedIn[group] = cycle;
    verdicts[group] = Status.SUCCESS;
    verdictRanks[group] = Integer.MAX_VALUE;
    for (int i = 0; i < shared.size(); i++) {
      Status status = PluginRunner.filter(shared.get(i), state, pod, any);
      if (!status.isSuccess()) {
        verdicts[group] = status;
        verdictRanks[group] = sharedRanks[i];
        return;
      }
    }
  }
}
