/**
 * Probes and estimates: what is counted, timed and averaged during a run, and how sure one may be
 * of it over several runs. Sums are taken in the order of the calls, so equal runs give equal bits.
 */
@NullMarked
package dev.farsight.sim.stats;

import org.jspecify.annotations.NullMarked;
