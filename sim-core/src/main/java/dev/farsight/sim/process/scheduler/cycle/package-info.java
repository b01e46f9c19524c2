/**
 * The scheduling cycle: filters, scores, and preemption where nothing fits.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/schedule_one.go">upstream
 *     schedule_one.go</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler.cycle;

import org.jspecify.annotations.NullMarked;
