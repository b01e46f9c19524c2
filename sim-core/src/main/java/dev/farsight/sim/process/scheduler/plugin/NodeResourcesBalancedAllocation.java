package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.PreScorePlugin;
import dev.farsight.sim.process.scheduler.framework.ScorePlugin;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.spec.scheduler.ScoringStrategy.ResourceSpec;
import java.util.List;

/** Prefers nodes whose resources are used evenly, comparing the balance before and after. */
public final class NodeResourcesBalancedAllocation implements PreScorePlugin, ScorePlugin {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeResourcesBalancedAllocation";

  private final List<ResourceSpec> resources;
  private final ResourceAmounts amounts;
  private final double[] fractions;

  /** Makes the plugin for some resources. */
  public NodeResourcesBalancedAllocation(List<ResourceSpec> resources) {
    this.resources = List.copyOf(resources);
    this.amounts = new ResourceAmounts(this.resources, true);
    this.fractions = new double[resources.size()];
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status preScore(
      CycleState state, PodInfo pod, List<NodeInfo> feasibleNodes, List<NodeInfo> allNodes) {
    for (ResourceSpec resource : resources) {
      if (ResourceAmounts.podRequest(resource.name(), pod, true) != 0) {
        return Status.SUCCESS;
      }
    }
    return Status.SKIP;
  }

  @Override
  public long score(CycleState state, PodInfo pod, NodeInfo node) {
    amounts.fill(pod, node);
    long with = balance(amounts.requested(), amounts.allocatable());
    long without = balance(amounts.allocated(), amounts.allocatable());
    return MAX_NODE_SCORE / 2 + (MAX_NODE_SCORE / 2 + with - without) / 2;
  }

  @Override
  public NodeReads scoreReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  private long balance(long[] requested, long[] allocatable) {
    int count = 0;
    double total = 0;
    for (int i = 0; i < requested.length; i++) {
      if (allocatable[i] != 0) {
        double fraction = Math.min(1, (double) requested[i] / (double) allocatable[i]);
        total += fraction;
        fractions[count++] = fraction;
      }
    }
    double deviation = 0;
    if (count == 2) {
      deviation = Math.abs((fractions[0] - fractions[1]) / 2);
    } else if (count > 2) {
      double mean = total / count;
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum = sum + (fractions[i] - mean) * (fractions[i] - mean);
      }
      deviation = StrictMath.sqrt(sum / count);
    }
    return (long) ((1 - deviation) * MAX_NODE_SCORE);
  }
}
