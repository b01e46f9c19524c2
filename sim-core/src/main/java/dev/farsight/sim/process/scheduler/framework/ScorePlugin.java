package dev.farsight.sim.process.scheduler.framework;

/**
 * A plugin that ranks the nodes which passed the filters. Its scores are in the range 0 to 100,
 * unless it has {@link ScoreExtensions} that bring them there.
 */
public interface ScorePlugin extends FrameworkPlugin {

  /** Greatest score of one plugin after normalisation, before its weight. */
  long MAX_NODE_SCORE = 100;

  /** Returns the score of a node. */
  long score(CycleState state, PodInfo pod, NodeInfo node);

  /** Returns what {@link #score} looks at on a node for this pod, once PreScore has run. */
  default NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.EVERYTHING;
  }

  /** Scales scores to 0 to 100 by their maximum, as upstream's DefaultNormalizeScore. */
  static void defaultNormalize(boolean reverse, long[] scores) {
    long max = 0;
    for (long score : scores) {
      max = Math.max(max, score);
    }
    for (int i = 0; i < scores.length; i++) {
      long scaled = max == 0 ? (reverse ? 0 : scores[i]) : MAX_NODE_SCORE * scores[i] / max;
      scores[i] = reverse ? MAX_NODE_SCORE - scaled : scaled;
    }
  }
}
