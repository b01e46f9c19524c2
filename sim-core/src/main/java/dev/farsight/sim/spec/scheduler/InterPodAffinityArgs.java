package dev.farsight.sim.spec.scheduler;

/**
 * Arguments of the InterPodAffinity plugin.
 *
 * @param hardPodAffinityWeight weight of existing pods' required terms in scoring, 0 to 100
 * @param ignorePreferredTermsOfExistingPods whether preferences of existing pods are left out for
 *     pods without preferences
 */
public record InterPodAffinityArgs(
    int hardPodAffinityWeight, boolean ignorePreferredTermsOfExistingPods) {

  /** The default arguments. */
  public static final InterPodAffinityArgs DEFAULT = new InterPodAffinityArgs(1, false);
}
