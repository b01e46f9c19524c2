package dev.farsight.sim.spec.scheduler;

import java.util.List;

/**
 * Arguments of the plugins of a profile.
 *
 * @param nodeAffinity of NodeAffinity
 * @param nodeResourcesFit of NodeResourcesFit
 * @param balancedAllocationResources resources that NodeResourcesBalancedAllocation balances
 * @param podTopologySpread of PodTopologySpread
 * @param interPodAffinity of InterPodAffinity
 * @param defaultPreemption of DefaultPreemption
 */
public record PluginArgs(
    NodeAffinityArgs nodeAffinity,
    NodeResourcesFitArgs nodeResourcesFit,
    List<ScoringStrategy.ResourceSpec> balancedAllocationResources,
    PodTopologySpreadArgs podTopologySpread,
    InterPodAffinityArgs interPodAffinity,
    DefaultPreemptionArgs defaultPreemption) {

  /** The arguments of the default configuration. */
  public static final PluginArgs DEFAULT =
      new PluginArgs(
          NodeAffinityArgs.DEFAULT,
          NodeResourcesFitArgs.DEFAULT,
          ScoringStrategy.CPU_AND_MEMORY,
          PodTopologySpreadArgs.DEFAULT,
          InterPodAffinityArgs.DEFAULT,
          DefaultPreemptionArgs.DEFAULT);

  /** Makes the list unmodifiable. */
  public PluginArgs {
    balancedAllocationResources = List.copyOf(balancedAllocationResources);
  }

  /** Returns a copy with other {@code nodeAffinity}. */
  public PluginArgs withNodeAffinity(NodeAffinityArgs nodeAffinity) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }

  /** Returns a copy with other {@code nodeResourcesFit}. */
  public PluginArgs withNodeResourcesFit(NodeResourcesFitArgs nodeResourcesFit) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }

  /** Returns a copy with other {@code balancedAllocationResources}. */
  public PluginArgs withBalancedAllocationResources(
      List<ScoringStrategy.ResourceSpec> balancedAllocationResources) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }

  /** Returns a copy with other {@code podTopologySpread}. */
  public PluginArgs withPodTopologySpread(PodTopologySpreadArgs podTopologySpread) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }

  /** Returns a copy with other {@code interPodAffinity}. */
  public PluginArgs withInterPodAffinity(InterPodAffinityArgs interPodAffinity) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }

  /** Returns a copy with other {@code defaultPreemption}. */
  public PluginArgs withDefaultPreemption(DefaultPreemptionArgs defaultPreemption) {
    return new PluginArgs(
        nodeAffinity,
        nodeResourcesFit,
        balancedAllocationResources,
        podTopologySpread,
        interPodAffinity,
        defaultPreemption);
  }
}
