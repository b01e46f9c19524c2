/**
 * Load from the world outside: curves, queues that the simulated pods work off, usage that they
 * share. KEDA's triggers and autoscalers read it as the value of a metric's source.
 *
 * <table>
 * <caption>A message</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>to come</td><td>load.arrival</td><td>by the arrival process</td><td>waiting</td></tr>
 * <tr><td>waiting</td><td>a pod is Ready and free</td><td>0</td><td>in work</td></tr>
 * <tr><td>in work</td><td>load.served</td><td>serviceTime</td><td>done</td></tr>
 * <tr><td>in work</td><td>its pod is gone or not Ready</td><td>0</td><td>waiting, in front</td></tr>
 * </table>
 *
 * <p>Messages wait in one line, first come first served; pods that are being deleted take no more.
 * Left out: priorities, visibility time-outs, dead letters, batches per pod.
 */
@NullMarked
package dev.farsight.sim.process.load;

import org.jspecify.annotations.NullMarked;
