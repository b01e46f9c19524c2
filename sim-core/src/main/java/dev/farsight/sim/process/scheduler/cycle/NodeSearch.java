package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for nodes that a pod fits on. Filters that read no more of a node than its class are asked
 * once a class, for all pods of a kind if they read nothing else; the others are asked once a node.
 * The verdict of a node is that of the first filter that rules it out, as if all were asked in
 * their order.
 */
final class NodeSearch {

  private final ClusterSnapshot cluster;
  private final PluginRunner runner;
  private final NodeClasses classes;
  private final List<RankedFilter> all = new ArrayList<>();

  /** Filters whose verdict about a class is remembered for the kind of the pod. */
  private final List<RankedFilter> lasting = new ArrayList<>();

  /** Filters whose verdict about a class holds for this cycle. */
  private final List<RankedFilter> shared = new ArrayList<>();

  /** Filters that are asked about every node. */
  private final List<RankedFilter> own = new ArrayList<>();

  private final ClassVerdicts ofCycle = new ClassVerdicts();
  private ClassVerdicts remembered = ofCycle;

  /** What holds of classes in this cycle, but for the filters that are asked about every node. */
  private ClassVerdicts verdicts = ofCycle;

  NodeSearch(ClusterSnapshot cluster, PluginRunner runner, NodeClasses classes) {
    this.cluster = cluster;
    this.runner = runner;
    this.classes = classes;
  }

  /**
   * Filters nodes from a position on, round the list, until enough are found.
   *
   * @param kind kind of the pod
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
      PodKind kind,
      int start,
      int wanted,
      FeasibleNodes feasible,
      NodeToStatus statuses,
      SortedSet<String> rejectors) {
    List<NodeInfo> nodes = cluster.nodes();
    begin(state, pod, kind);
    boolean byClassAlone = own.isEmpty() && !cluster.mayHaveNominatedPods();
    int row = Math.min(wanted, nodes.size());
    if (byClassAlone && isFittingRow(state, pod, start % nodes.size(), row)) {
      feasible.setRow(start % nodes.size(), row);
      return Status.SUCCESS;
    }
    feasible.expect(row);
    int[] classOf = classes.classes();
    @Nullable Status[] known = verdicts.byClass();
    Status before = Status.SUCCESS;
    int count = nodes.size();
    int position = start % count;
    int looked = 0;
    while (looked < count && feasible.size() < wanted) {
      int step = 0;
      if (byClassAlone) {
        int most = Math.min(Math.min(count - position, count - looked), wanted - feasible.size());
        step = feasible.addFitting(position, most, classOf, known);
      }
      if (step == 0) {
        step = 1;
        Status status = known[classOf[position]];
        if (status == null || !byClassAlone) {
          status = verdict(state, pod, nodes.get(position));
        }
        if (status.isSuccess()) {
          feasible.addPosition(position);
        } else if (status.code() == StatusCode.ERROR) {
          return status;
        } else {
          statuses.set(position, status);
          if (!status.plugin().equals(before.plugin())) {
            rejectors.add(status.plugin());
            before = status;
          }
        }
      }
      looked += step;
      position = position + step == count ? 0 : position + step;
    }
    return Status.SUCCESS;
  }

  /** Returns whether all nodes in a row fit, as far as that is to be told by few classes. */
  private boolean isFittingRow(CycleState state, PodInfo pod, int start, int count) {
    ClassMembers members = classes.members();
    boolean fitting = members.isComplete();
    for (int i = 0; fitting && i < members.size(); i++) {
      int member = members.anyOf(i, start, count);
      if (member >= 0) {
        Status status = verdicts.byClass()[members.classAt(i)];
        if (status == null) {
          status = judge(members.classAt(i), state, pod, cluster.nodes().get(member));
        }
        fitting = status.isSuccess();
      }
    }
    return fitting;
  }

  /** Sorts the filters by what they look at. */
  private void begin(CycleState state, PodInfo pod, PodKind kind) {
    if (all.isEmpty()) {
      for (FilterPlugin plugin : runner.filters()) {
        all.add(new RankedFilter(plugin, all.size()));
      }
    }
    lasting.clear();
    shared.clear();
    own.clear();
    long lastingBits = 0;
    for (int i = 0; i < all.size(); i++) {
      RankedFilter filter = all.get(i);
      if (!state.skipsFilter(filter.plugin().name())) {
        NodeReads reads = filter.plugin().filterReads(state, pod);
        if (!classes.coversAll(reads)) {
          own.add(filter);
        } else if (reads.isOfNodeAlone() && i < Long.SIZE) {
          lasting.add(filter);
          lastingBits |= 1L << i;
        } else {
          shared.add(filter);
        }
      }
    }
    remembered = kind.verdicts(lastingBits, classes.bound());
    verdicts = remembered;
    if (!shared.isEmpty()) {
      verdicts = ofCycle;
      ofCycle.clear();
      ofCycle.makeRoom(classes.bound());
    }
  }

  private Status verdict(CycleState state, PodInfo pod, NodeInfo node) {
    if (cluster.mayHaveNominatedPods() && !cluster.nominatedPods(node.name()).isEmpty()) {
      return runner.filterWithNominatedPods(state, pod, node);
    }
    int nodeClass = classes.classes()[node.position()];
    Status verdict = verdicts.byClass()[nodeClass];
    if (verdict == null) {
      verdict = judge(nodeClass, state, pod, node);
    }
    for (int i = 0; i < own.size() && own.get(i).rank() < verdicts.rank(nodeClass); i++) {
      Status status = PluginRunner.filter(own.get(i).plugin(), state, pod, node);
      if (!status.isSuccess()) {
        return status;
      }
    }
    return verdict;
  }

  private Status judge(int nodeClass, CycleState state, PodInfo pod, NodeInfo any) {
    Status kept = remembered.byClass()[nodeClass];
    if (kept == null) {
      kept =
          remembered.ask(lasting, Status.SUCCESS, ClassVerdicts.NOBODY, nodeClass, state, pod, any);
    }
    return shared.isEmpty()
        ? kept
        : ofCycle.ask(shared, kept, remembered.rank(nodeClass), nodeClass, state, pod, any);
  }
}
