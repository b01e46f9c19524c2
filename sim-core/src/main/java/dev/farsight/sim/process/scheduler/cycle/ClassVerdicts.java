package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filters say of classes of nodes, and which of the filters says it. */
final class ClassVerdicts {

  /** The rank of nobody: all filters agreed. */
  static final int NOBODY = Integer.MAX_VALUE;

  private @Nullable Status[] byClass = {};
  private int[] ranks = {};
  private int[] judged = new int[16];
  private int judgedCount;

  /** Forgets all verdicts. */
  void clear() {
    for (int i = 0; i < judgedCount; i++) {
      byClass[judged[i]] = null;
    }
    judgedCount = 0;
  }

  /** Makes room for so many classes. */
  void makeRoom(int classes) {
    if (byClass.length < classes) {
      byClass = Arrays.copyOf(byClass, classes + classes / 2);
      ranks = Arrays.copyOf(ranks, byClass.length);
    }
  }

  /** Returns the verdicts by class, null where there is none yet; not to be changed. */
  @Nullable Status[] byClass() {
    return byClass;
  }

  /** Returns the rank of the filter that ruled a class out, {@link #NOBODY} if none did. */
  int rank(int nodeClass) {
    return ranks[nodeClass];
  }

  /**
   * Asks filters about a class that has no verdict yet, in their order, and notes the first that
   * rules it out.
   *
   * @param filters filters
   * @param soFar what others say
   * @param rankSoFar which of the others rules the class out: filters behind it are not asked
   * @param nodeClass class
   * @param any a node of the class
   */
  Status ask(
      List<RankedFilter> filters,
      Status soFar,
      int rankSoFar,
      int nodeClass,
      CycleState state,
      PodInfo pod,
      NodeInfo any) {
    for (int i = 0; i < filters.size() && filters.get(i).rank() < rankSoFar; i++) {
      Status status = PluginRunner.filter(filters.get(i).plugin(), state, pod, any);
      if (!status.isSuccess()) {
        set(nodeClass, status, filters.get(i).rank());
        return status;
      }
    }
    set(nodeClass, soFar, rankSoFar);
    return soFar;
  }

  private void set(int nodeClass, Status status, int rank) {
    byClass[nodeClass] = status;
    ranks[nodeClass] = rank;
    if (judgedCount == judged.length) {
      judged = Arrays.copyOf(judged, 2 * judgedCount);
    }
    judged[judgedCount++] = nodeClass;
  }
}
