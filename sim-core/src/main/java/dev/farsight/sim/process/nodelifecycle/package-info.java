/**
 * The node life cycle controller and the taint eviction controller of kube-controller-manager.
 *
 * <table>
 * <caption>Life cycle of a node's taints</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>Ready</td><td>condition Ready False or Unknown</td><td>0</td><td>NoSchedule taint not-ready or unreachable</td></tr>
 * <tr><td>NoSchedule taint</td><td>monitor period over</td><td>at most 5 s</td><td>NoExecute taint, one node of a zone every 10 s</td></tr>
 * <tr><td>NoExecute taint</td><td>toleration of a pod ends</td><td>tolerationSeconds, 300 s by default</td><td>pod deleted</td></tr>
 * <tr><td>any</td><td>condition Ready True</td><td>0</td><td>taints gone, evictions called off</td></tr>
 * </table>
 *
 * <p>Nodes of a zone are tainted one every 10 s; zones of which most are NotReady are tainted
 * slower or left alone, and a cluster without any Ready node is not emptied.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/nodes/">upstream documentation</a>
 */
@NullMarked
package dev.farsight.sim.process.nodelifecycle;

import org.jspecify.annotations.NullMarked;
