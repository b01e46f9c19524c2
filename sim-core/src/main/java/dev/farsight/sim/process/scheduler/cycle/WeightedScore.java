package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.ScorePlugin;

/**
 * A score plugin of a profile.
 *
 * @param plugin the plugin
 * @param weight what its score is multiplied by
 */
public record WeightedScore(ScorePlugin plugin, int weight) {}
