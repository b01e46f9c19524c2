package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.KubernetesVersion;
import dev.farsight.sim.process.scheduler.framework.ClusterSnapshot;
import dev.farsight.sim.process.scheduler.framework.SchedulerTexts;
import dev.farsight.sim.spec.scheduler.KubeSchedulerProfile;
import java.util.function.IntUnaryOperator;

/**
 * What a profile of kube-scheduler is made of.
 *
 * @param version version of Kubernetes, which decides the texts and the default plugins
 * @param percentageOfNodesToScore share of the nodes that suffices, in percent; 0 adapts to their
 *     number. A percentage of the profile itself comes first
 * @param profile name, changes to the default plugins, arguments
 * @param plugins plugins that are left when the changes are made
 */
public record SchedulingProfile(
    KubernetesVersion version,
    int percentageOfNodesToScore,
    KubeSchedulerProfile profile,
    EnabledPlugins plugins) {

  /** Returns a profile of a version. */
  public static SchedulingProfile of(
      KubernetesVersion version, int percentageOfNodesToScore, KubeSchedulerProfile profile) {
    return new SchedulingProfile(
        version, percentageOfNodesToScore, profile, new EnabledPlugins(version, profile.plugins()));
  }

  /** Returns the default profile of a version. */
  public static SchedulingProfile defaultOf(
      KubernetesVersion version, int percentageOfNodesToScore) {
    return of(version, percentageOfNodesToScore, KubeSchedulerProfile.DEFAULT);
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
    return on(cluster, tieBreak, preemptionOffset, new SearchStart());
  }

  /**
   * Makes the cycle of this profile, one among several of a scheduler.
   *
   * @param cluster what it sees
   * @param tieBreak chooses among the best nodes
   * @param preemptionOffset draws the node preemption begins with, given their number
   * @param searchStart where searches begin, shared by the profiles
   */
  public SchedulingAlgorithm on(
      ClusterSnapshot cluster,
      TieBreak tieBreak,
      IntUnaryOperator preemptionOffset,
      SearchStart searchStart) {
    SchedulerTexts texts = new SchedulerTexts(version);
    PluginRunner runner = new PluginRunner(cluster);
    InTreePlugins.Surroundings with =
        new InTreePlugins.Surroundings(texts, cluster, runner, profile.args(), preemptionOffset);
    Integer own = profile.percentageOfNodesToScore();
    int percentage = own == null ? percentageOfNodesToScore : own;
    return new SchedulingAlgorithm(
        cluster,
        texts,
        percentage,
        tieBreak,
        runner,
        new SchedulerPlugins(plugins, with),
        searchStart);
  }
}
