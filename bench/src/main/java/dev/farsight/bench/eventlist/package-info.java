/**
 * What an event costs: event lists under the hold model and timer resets, the whole engine loop, a
 * queue with one server, and random variates, each beside {@link java.util.PriorityQueue}.
 *
 * <p>Run {@code ./farsight-bench eventlist engine}; use the ratios, not the absolute figures. Every
 * benchmark checks its answer before it is timed. What counts as usual noise: 15 %, and up to 40 %
 * for structures of pointers from a hundred thousand events on.
 */
@NullMarked
package dev.farsight.bench.eventlist;

import org.jspecify.annotations.NullMarked;
