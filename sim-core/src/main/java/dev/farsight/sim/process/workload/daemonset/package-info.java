/**
 * The DaemonSet controller: one pod on every node that it should run on.
 *
 * <p>Follows {@code pkg/controller/daemon} of Kubernetes v1.36: node affinity by name, the default
 * tolerations (not-ready, unreachable, pressures, unschedulable), rolling update by unavailable or
 * surge, back-off before a failed pod is replaced (1 s doubled to 15 min).
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>node without pod</td><td>sync</td><td>sync delay</td><td>pod created for that node</td></tr>
 * <tr><td>old template</td><td>sync</td><td>sync delay</td><td>old pod deleted, or new one beside it</td></tr>
 * <tr><td>node gone</td><td>sync</td><td>sync delay</td><td>unbound pod deleted</td></tr>
 * </table>
 */
@NullMarked
package dev.farsight.sim.process.workload.daemonset;

import org.jspecify.annotations.NullMarked;
