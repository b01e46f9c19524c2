/**
 * What a run leaves behind, as values: outcomes of pods, Deployments and nodes, series over
 * simulated time, the evidence of every decision, and what an experiment of many runs concludes.
 *
 * <p>All times are nanoseconds since the start of the simulation; {@code null} stands for what
 * never happened. Nothing here knows the engine, the cluster or a file format.
 */
@NullMarked
package dev.farsight.sim.result;

import org.jspecify.annotations.NullMarked;
