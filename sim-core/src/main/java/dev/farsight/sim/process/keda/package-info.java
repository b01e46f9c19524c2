/**
 * KEDA v2.20: the operator with its loop per ScaledObject and ScaledJob, the autoscalers it makes,
 * and the metrics server that answers them.
 *
 * <table>
 * <caption>A ScaledObject</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>created, changed</td><td>keda.scaledobject.sync</td><td>20 ms</td>
 *     <td>autoscaler made, loop started</td></tr>
 * <tr><td>target missing</td><td>keda.scaledobject.retry</td><td>5 ms, doubled, at most 1000 s</td>
 *     <td>looked at again</td></tr>
 * <tr><td>loop started</td><td>keda.scaledobject.poll</td><td>7 ms, then pollingInterval</td>
 *     <td>triggers asked</td></tr>
 * <tr><td>trigger silent</td><td>keda.scaler-timeout</td><td>3 s, twice</td><td>failed</td></tr>
 * <tr><td>active at 0, or cooled down</td><td>keda.scale</td><td>13 ms</td>
 *     <td>target scaled to its least size, or to 0</td></tr>
 * <tr><td>paused, deleted</td><td>keda.scaledobject.sync</td><td>20 ms</td>
 *     <td>loop stopped, autoscaler deleted</td></tr>
 * </table>
 *
 * <p>A poll counts from the start of its loop, an autoscaler's sync from the creation of the
 * autoscaler. What lies between 1 and the greatest size is the autoscaler's business. The operator
 * forgets everything but the status of its objects when it stops.
 *
 * <p>Left out: authentication and transport of scalers (a trigger's value is an input), scaling
 * modifiers, push scalers, custom resources as targets, cloud events. Sources: KEDA v2.20.2,
 * recordings of it together with Kubernetes v1.36.3.
 */
@NullMarked
package dev.farsight.sim.process.keda;

import org.jspecify.annotations.NullMarked;
