/**
 * Experiments: replications of one scenario in parallel, what they say together, and the verdicts
 * of its thresholds. The same scenario and seed give the same result for any number of threads.
 */
@NullMarked
package dev.farsight.scenario.experiment;

import org.jspecify.annotations.NullMarked;
