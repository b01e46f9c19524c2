package dev.farsight.sim.spec.scheduler;

import dev.farsight.sim.kube.TopologySpreadConstraint;
import java.util.List;

/**
 * Arguments of the PodTopologySpread plugin.
 *
 * @param systemDefaulted whether the cluster defaults are those of Kubernetes
 * @param defaultConstraints constraints of pods that have none, unless system defaulted
 */
public record PodTopologySpreadArgs(
    boolean systemDefaulted, List<TopologySpreadConstraint> defaultConstraints) {

  /** The default arguments. */
  public static final PodTopologySpreadArgs DEFAULT = new PodTopologySpreadArgs(true, List.of());

  /** Makes the list unmodifiable. */
  public PodTopologySpreadArgs {
    defaultConstraints = List.copyOf(defaultConstraints);
  }
}
