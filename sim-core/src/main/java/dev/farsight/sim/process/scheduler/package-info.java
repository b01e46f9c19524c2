/**
 * kube-scheduler: finds a node for every pod that names one of its profiles, and tries for ever.
 *
 * <p>{@link dev.farsight.sim.process.scheduler.Scheduler} is the loop without a clock of its own
 * (event handlers, cache with assumed pods, failure handling), so that recorded traces can drive
 * it; {@link dev.farsight.sim.process.scheduler.KubeScheduler} runs it in the simulation.
 *
 * <table>
 * <caption>Life cycle of an attempt</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>idle</td><td>activeQ or backoffQ has a pod</td><td>0</td><td>attempt, decided on the
 * cluster as seen now</td></tr>
 * <tr><td>attempt</td><td>a node was found</td><td>attempt duration</td><td>pod assumed on the node;
 * bound after the bind duration; idle</td></tr>
 * <tr><td>attempt</td><td>no node</td><td>attempt duration</td><td>pod back in the queue, Event and
 * PodScheduled condition, victims deleted; idle</td></tr>
 * <tr><td>any</td><td>whole second of the clock while pods back off</td><td>1 s</td><td>flush of
 * backoffQ</td></tr>
 * <tr><td>any</td><td>tick of the flush clock while pods are unschedulable</td><td>30 s</td>
 * <td>flush of unschedulablePods</td></tr>
 * </table>
 *
 * <p>Left out: pod groups, extenders, opportunistic batching, waiting on Permit, PreBind that takes
 * time, the gate of asynchronous preemption (its API calls take no simulated time).
 *
 * @see <a href="https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/scheduler">upstream
 *     sources</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler;

import org.jspecify.annotations.NullMarked;
