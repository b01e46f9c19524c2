/**
 * The StatefulSet controller: pods with identity, one after another (OrderedReady) or all at once
 * (Parallel).
 *
 * <p>Follows {@code pkg/controller/statefulset} of Kubernetes v1.36. A pod that is stuck or never
 * Ready blocks all later ones and the roll-out as well: neither restart nor a corrected template
 * replaces it under OrderedReady; deleting it does.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>ordinal missing</td><td>sync</td><td>sync delay</td><td>claims and pod created</td></tr>
 * <tr><td>pod finished</td><td>sync</td><td>sync delay</td><td>pod deleted, then made again</td></tr>
 * <tr><td>pod not available</td><td>sync</td><td></td><td>waits (OrderedReady)</td></tr>
 * <tr><td>all available, old template</td><td>sync</td><td>sync delay</td><td>highest deleted</td></tr>
 * </table>
 *
 * <p>Left out: repair of a pod's identity and claim labels, claim retention policy, maxUnavailable
 * (a gate that is off by default).
 */
@NullMarked
package dev.farsight.sim.process.workload.statefulset;

import org.jspecify.annotations.NullMarked;
