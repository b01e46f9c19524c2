/**
 * The default plugins of kube-scheduler v1.36.3, each under its upstream name, with the events that
 * retry the pods it rejected.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/scheduler/framework/plugins">upstream
 *     plugins</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler.plugin;

import org.jspecify.annotations.NullMarked;
