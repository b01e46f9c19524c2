package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.FrozenMap;
import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.FrameworkPlugin;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.process.scheduler.plugin.DynamicResources;
import dev.farsight.sim.process.scheduler.plugin.ImageLocality;
import dev.farsight.sim.process.scheduler.plugin.InterPodAffinity;
import dev.farsight.sim.process.scheduler.plugin.InterPodAffinityArgs;
import dev.farsight.sim.process.scheduler.plugin.NodeAffinityArgs;
import dev.farsight.sim.process.scheduler.plugin.NodeAffinityPlugin;
import dev.farsight.sim.process.scheduler.plugin.NodeName;
import dev.farsight.sim.process.scheduler.plugin.NodePorts;
import dev.farsight.sim.process.scheduler.plugin.NodeResourcesBalancedAllocation;
import dev.farsight.sim.process.scheduler.plugin.NodeResourcesFit;
import dev.farsight.sim.process.scheduler.plugin.NodeResourcesFitArgs;
import dev.farsight.sim.process.scheduler.plugin.NodeUnschedulable;
import dev.farsight.sim.process.scheduler.plugin.NodeVolumeLimits;
import dev.farsight.sim.process.scheduler.plugin.PodTopologySpread;
import dev.farsight.sim.process.scheduler.plugin.PodTopologySpreadArgs;
import dev.farsight.sim.process.scheduler.plugin.SchedulingGates;
import dev.farsight.sim.process.scheduler.plugin.ScoringStrategy;
import dev.farsight.sim.process.scheduler.plugin.TaintToleration;
import dev.farsight.sim.process.scheduler.plugin.VolumeBinding;
import dev.farsight.sim.process.scheduler.plugin.VolumeRestrictions;
import dev.farsight.sim.process.scheduler.plugin.VolumeZone;
import dev.farsight.sim.process.scheduler.preemption.DefaultPreemption;
import dev.farsight.sim.process.scheduler.preemption.DefaultPreemptionArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * What a profile of kube-scheduler is made of.
 *
 * @param version version of Kubernetes, which decides the texts and the order of filters
 * @param percentageOfNodesToScore share of the nodes that suffices; 0 adapts to their number
 * @param disabled names of default plugins that are left out
 * @param weights weights of score plugins that differ from the default
 * @param nodeAffinity arguments of NodeAffinity
 * @param nodeResourcesFit arguments of NodeResourcesFit
 * @param podTopologySpread arguments of PodTopologySpread
 * @param interPodAffinity arguments of InterPodAffinity
 * @param preemption arguments of DefaultPreemption
 */
public record SchedulingProfile(
    KubernetesVersion version,
    int percentageOfNodesToScore,
    List<String> disabled,
    Map<String, Integer> weights,
    NodeAffinityArgs nodeAffinity,
    NodeResourcesFitArgs nodeResourcesFit,
    PodTopologySpreadArgs podTopologySpread,
    InterPodAffinityArgs interPodAffinity,
    DefaultPreemptionArgs preemption) {

  private static final Map<String, Integer> DEFAULT_WEIGHTS =
      Map.of(
          TaintToleration.NAME,
          3,
          NodeAffinityPlugin.NAME,
          2,
          "PodTopologySpread",
          2,
          "InterPodAffinity",
          2,
          DynamicResources.NAME,
          2);

  /** Makes the collections unmodifiable. */
  public SchedulingProfile {
    disabled = List.copyOf(disabled);
    weights = FrozenMap.copyOf(weights);
  }

  /** Returns the default profile of a version. */
  public static SchedulingProfile defaultOf(
      KubernetesVersion version, int percentageOfNodesToScore) {
    return new SchedulingProfile(
        version,
        percentageOfNodesToScore,
        List.of(),
        Map.of(),
        new NodeAffinityArgs(null),
        NodeResourcesFitArgs.DEFAULT,
        PodTopologySpreadArgs.DEFAULT,
        InterPodAffinityArgs.DEFAULT,
        DefaultPreemptionArgs.DEFAULT);
  }

  /**
   * Makes the cycle of this profile.
   *
   * @param cluster what it sees
   * @param tieBreak chooses among the best nodes
   * @param preemptionOffset draws the node preemption begins with, given their number
   */
  public SchedulingAlgorithm on(
      ClusterSnapshot cluster, TieBreak tieBreak, IntUnaryOperator preemptionOffset) {
    SchedulerTexts texts = new SchedulerTexts(version);
    PluginRunner runner = new PluginRunner(cluster);
    List<FrameworkPlugin> plugins = new ArrayList<>();
    add(plugins, filters(texts, cluster));
    if (texts.hasDynamicResources()) {
      add(plugins, List.of(new DynamicResources()));
    }
    add(
        plugins,
        List.of(
            new DefaultPreemption(cluster, runner, preemption, preemptionOffset),
            new NodeResourcesBalancedAllocation(ScoringStrategy.CPU_AND_MEMORY),
            new ImageLocality(cluster)));
    SchedulerPlugins all = new SchedulerPlugins(plugins, mergedWeights());
    return new SchedulingAlgorithm(cluster, texts, percentageOfNodesToScore, tieBreak, runner, all);
  }

  private List<FrameworkPlugin> filters(SchedulerTexts texts, ClusterSnapshot cluster) {
    List<FrameworkPlugin> plugins = new ArrayList<>();
    plugins.add(new SchedulingGates());
    plugins.add(new NodeUnschedulable());
    FrameworkPlugin fit = new NodeResourcesFit(nodeResourcesFit);
    if (texts.filtersResourcesFirst()) {
      plugins.add(fit);
    }
    plugins.add(new NodeName());
    plugins.add(new TaintToleration(texts));
    plugins.add(new NodeAffinityPlugin(nodeAffinity));
    plugins.add(new NodePorts());
    if (!texts.filtersResourcesFirst()) {
      plugins.add(fit);
    }
    plugins.add(new VolumeRestrictions(cluster, texts));
    plugins.add(new NodeVolumeLimits(cluster));
    plugins.add(new VolumeBinding(cluster, texts));
    plugins.add(new VolumeZone(cluster));
    plugins.add(new PodTopologySpread(cluster, podTopologySpread));
    plugins.add(new InterPodAffinity(cluster, interPodAffinity));
    return plugins;
  }

  private void add(List<FrameworkPlugin> plugins, List<FrameworkPlugin> more) {
    for (FrameworkPlugin plugin : more) {
      if (!disabled.contains(plugin.name())) {
        plugins.add(plugin);
      }
    }
  }

  private Map<String, Integer> mergedWeights() {
    Map<String, Integer> merged = new TreeMap<>(DEFAULT_WEIGHTS);
    merged.putAll(weights);
    return merged;
  }
}
