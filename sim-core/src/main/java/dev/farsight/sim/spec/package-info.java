/**
 * The complete description of one run: immutable, validated input records.
 *
 * <p>Everything that a run depends on, besides its seed, stands here: the starting state of the
 * cluster, the latencies and switches of the model, the behaviour of chosen pods, the timeline of
 * what users do, and when to stop. {@link dev.farsight.sim.spec.ModelDefaults} is the one place of
 * all default values, with their sources.
 */
@NullMarked
package dev.farsight.sim.spec;

import org.jspecify.annotations.NullMarked;
