package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.FilterPlugin;

/**
 * A filter of a profile.
 *
 * @param plugin the plugin
 * @param rank its place in the order of the filters, from 0
 */
record RankedFilter(FilterPlugin plugin, int rank) {}
