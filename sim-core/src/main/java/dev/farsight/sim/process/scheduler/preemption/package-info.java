/**
 * Preemption: which pods of lower priority make room for a pod that fits nowhere.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/framework/preemption/preemption.go">upstream
 *     preemption.go</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler.preemption;

import org.jspecify.annotations.NullMarked;
