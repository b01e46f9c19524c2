package dev.farsight.sim.process.scheduler.framework;

import java.util.List;

/** What a {@link ScorePlugin} does besides, once it has scored all feasible nodes. */
@FunctionalInterface
public interface ScoreExtensions {

  /**
   * Brings the scores of all feasible nodes into the range 0 to 100, in place. How often a score
   * occurs makes no difference.
   */
  void normalizeScore(CycleState state, List<NodeInfo> nodes, long[] scores);
}
