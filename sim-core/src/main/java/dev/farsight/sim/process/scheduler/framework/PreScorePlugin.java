package dev.farsight.sim.process.scheduler.framework;

import java.util.List;

/** A plugin that prepares scoring. */
public interface PreScorePlugin extends FrameworkPlugin {

  /** Prepares scoring of the feasible nodes; {@link Status#SKIP} leaves the plugin's score out. */
  Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes);
}
