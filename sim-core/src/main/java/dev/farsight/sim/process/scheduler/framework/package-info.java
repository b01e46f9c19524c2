/**
 * The vocabulary of the scheduling framework: cluster events, queueing hints and what plugins
 * implement, named as upstream.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/">scheduling
 *     framework</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler.framework;

import org.jspecify.annotations.NullMarked;
