package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.ScoreExtensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of classes of nodes that are kept from one cycle to the next: the sum of those that are
 * final as they are given, and each of those that are normalised, which depends on the other nodes
 * of the cycle.
 */
final class ClassScores {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private List<WeightedScore> plugins = List.of();
  private final List<WeightedScore> plain = new ArrayList<>();
  private final List<WeightedScore> normalised = new ArrayList<>();

  /** By class: the weighted sum of the plain scores. */
  private long[] sums = {};

  /** By normalised plugin, by class: its score as given. */
  private long[][] given = {};

  private int[] known = new int[16];
  private int knownCount;

  /** Forgets all scores. */
  void clear() {
    for (int i = 0; i < knownCount; i++) {
      sums[known[i]] = UNKNOWN;
    }
    knownCount = 0;
  }

  /** Sets whose scores these are; those of others are forgotten. */
  private void setPlugins(List<WeightedScore> scoring) {
    if (isOf(scoring)) {
      return;
    }
    clear();
    plugins = List.copyOf(scoring);
    plain.clear();
    normalised.clear();
    for (WeightedScore each : scoring) {
      (each.plugin() instanceof ScoreExtensions ? normalised : plain).add(each);
    }
    given = new long[normalised.size()][sums.length];
  }

  /**
   * Returns whether these are the scores of just these; a profile's plugins are always the same.
   */
  @SuppressWarnings("ReferenceEquality")
  private boolean isOf(List<WeightedScore> scoring) {
    boolean same = plugins.size() == scoring.size();
    for (int i = 0; same && i < scoring.size(); i++) {
      same = plugins.get(i) == scoring.get(i);
    }
    return same;
  }

  private void makeRoom(int classes) {
    if (sums.length < classes) {
      int before = sums.length;
      sums = Arrays.copyOf(sums, classes + classes / 2);
      Arrays.fill(sums, before, sums.length, UNKNOWN);
      for (int i = 0; i < given.length; i++) {
        given[i] = Arrays.copyOf(given[i], sums.length);
      }
    }
  }

  /**
   * Adds the scores of some plugins to totals.
   *
   * @param scoring plugins, the same in every cycle of a kind of pods, or else all begins anew
   * @param nodes one node of each class that is scored
   * @param classes the classes of all nodes
   * @param totals where the scores are added, in the order of the nodes
   */
  void addTo(
      long[] totals,
      List<WeightedScore> scoring,
      CycleState state,
      PodInfo pod,
      FeasibleNodes nodes,
      NodeClasses classes) {
    setPlugins(scoring);
    makeRoom(classes.bound());
    int[] classOf = classes.classes();
    for (int i = 0; i < nodes.size(); i++) {
      int nodeClass = classOf[nodes.position(i)];
      if (sums[nodeClass] == UNKNOWN) {
        learn(nodeClass, state, pod, nodes, i);
      }
      totals[i] += sums[nodeClass];
    }
    for (int j = 0; j < given.length; j++) {
      long[] scores = new long[nodes.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = given[j][classOf[nodes.position(i)]];
      }
      NodeRanking.addNormalised(normalised.get(j), scores, state, nodes, totals);
    }
  }

  private void learn(int nodeClass, CycleState state, PodInfo pod, FeasibleNodes nodes, int any) {
    long sum = 0;
    for (int i = 0; i < plain.size(); i++) {
      WeightedScore each = plain.get(i);
      sum += each.plugin().score(state, pod, nodes.get(any)) * each.weight();
    }
    for (int j = 0; j < given.length; j++) {
      given[j][nodeClass] = normalised.get(j).plugin().score(state, pod, nodes.get(any));
    }
    sums[nodeClass] = sum;
    if (knownCount == known.length) {
      known = Arrays.copyOf(known, 2 * knownCount);
    }
    known[knownCount++] = nodeClass;
  }
}
