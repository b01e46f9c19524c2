/**
 * kube-scheduler's queue of pods that wait for a node: {@code activeQ}, {@code backoffQ}, {@code
 * unschedulablePods}, gated and in-flight pods, nominations.
 *
 * <p>A pure data structure: the present time is asked of a clock that is handed in, and whoever
 * runs the queue calls the two flushes at their times. Follows kube-scheduler v1.36.3 with its
 * default feature gates (queueing hints, pop from backoffQ), where pods go like this:
 *
 * <table>
 * <caption>Life cycle of a queued pod</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>new</td><td>a PreEnqueue plugin holds it back</td><td>0</td><td>gated</td></tr>
 * <tr><td>new</td><td>created</td><td>0</td><td>activeQ</td></tr>
 * <tr><td>activeQ</td><td>pop, highest priority first, then longest waiting</td><td>0</td><td>in
 * flight</td></tr>
 * <tr><td>backoffQ</td><td>pop while activeQ is empty</td><td>0</td><td>in flight</td></tr>
 * <tr><td>backoffQ</td><td>back-off complete at a flush</td><td>1 s to 10 s and the rest of a
 * second</td><td>activeQ</td></tr>
 * <tr><td>in flight</td><td>rejected, and no event since the pop helps</td><td>0</td>
 * <td>unschedulablePods</td></tr>
 * <tr><td>in flight</td><td>rejected, but an event since the pop may help</td><td>0</td>
 * <td>backoffQ</td></tr>
 * <tr><td>in flight</td><td>error, no plugin to blame</td><td>0</td><td>error back-off</td></tr>
 * <tr><td>unschedulablePods</td><td>event that a rejecting plugin's hint says may help</td>
 * <td>0</td><td>activeQ, or backoffQ while backing off</td></tr>
 * <tr><td>unschedulablePods</td><td>flush after more than 5 minutes</td><td>5 min to 5.5 min</td>
 * <td>activeQ</td></tr>
 * </table>
 *
 * <p>Left out: the path without queueing hints (moveRequestCycle, preCheck), which no supported
 * version takes by default; pod groups.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/tree/v1.36.3/pkg/scheduler/backend/queue">upstream
 *     queue</a>
 */
@NullMarked
package dev.farsight.sim.process.scheduler.queue;

import org.jspecify.annotations.NullMarked;
