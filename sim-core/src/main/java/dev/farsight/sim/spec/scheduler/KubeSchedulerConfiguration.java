package dev.farsight.sim.spec.scheduler;

import java.util.List;

/**
 * The configuration of one kube-scheduler.
 *
 * @param percentageOfNodesToScore share of the nodes, in percent, that must be found feasible
 *     before the search ends, 0 to 100; 0 adapts to the number of nodes
 * @param podInitialBackoffSeconds back-off after the first failed attempt, in seconds, at least 1
 * @param podMaxBackoffSeconds longest back-off, in seconds, at least the initial one
 * @param profiles profiles with different names, at least one
 */
public record KubeSchedulerConfiguration(
    int percentageOfNodesToScore,
    long podInitialBackoffSeconds,
    long podMaxBackoffSeconds,
    List<KubeSchedulerProfile> profiles) {

  /** What kube-scheduler does without a file; EKS lets nobody change it. */
  public static final KubeSchedulerConfiguration DEFAULT =
      new KubeSchedulerConfiguration(0, 1, 10, List.of(KubeSchedulerProfile.DEFAULT));

  /** Makes the list unmodifiable. */
  public KubeSchedulerConfiguration {
    profiles = List.copyOf(profiles);
  }
}
