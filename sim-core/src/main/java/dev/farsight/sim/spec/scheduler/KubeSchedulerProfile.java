package dev.farsight.sim.spec.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * A profile of kube-scheduler: one scheduler among several in one process, chosen by pods through
 * {@code spec.schedulerName}.
 *
 * @param schedulerName its name
 * @param percentageOfNodesToScore replaces that of the configuration; absent leaves it
 * @param plugins changes to the default plugins
 * @param args arguments of the plugins
 */
public record KubeSchedulerProfile(
    String schedulerName,
    @Nullable Integer percentageOfNodesToScore,
    Plugins plugins,
    PluginArgs args) {

  /** The profile {@code default-scheduler} with the default plugins. */
  public static final KubeSchedulerProfile DEFAULT =
      new KubeSchedulerProfile("default-scheduler", null, Plugins.NONE, PluginArgs.DEFAULT);
}
