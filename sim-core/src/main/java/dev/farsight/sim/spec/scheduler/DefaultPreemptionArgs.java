package dev.farsight.sim.spec.scheduler;

/**
 * Arguments of the DefaultPreemption plugin: how many candidates are looked for.
 *
 * @param minCandidateNodesPercentage share of the nodes, in percent
 * @param minCandidateNodesAbsolute number of nodes, at least
 */
public record DefaultPreemptionArgs(
    int minCandidateNodesPercentage, int minCandidateNodesAbsolute) {

  /** The default arguments. */
  public static final DefaultPreemptionArgs DEFAULT = new DefaultPreemptionArgs(10, 100);

  /** Returns how many candidates are enough among a number of nodes. */
  public int candidates(int nodes) {
    int share = (int) ((long) nodes * minCandidateNodesPercentage / 100);
    return Math.min(Math.max(share, minCandidateNodesAbsolute), nodes);
  }
}
