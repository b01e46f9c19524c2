/**
 * The Deployment controller: rolls pods from template to template through ReplicaSets.
 *
 * <p>Follows {@code pkg/controller/deployment} of Kubernetes v1.36: RollingUpdate with rounding of
 * maxSurge (up) and maxUnavailable (down), clean-up of unhealthy old pods first, proportional
 * scaling, rollover, Recreate, pause, revisions and their history limit, the conditions Available,
 * Progressing and ReplicaFailure with their reasons and texts, and the progress deadline. A write
 * through a stale copy is refused and tried again, as upstream.
 *
 * <table>
 * <caption>one sync</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>template without ReplicaSet</td><td>sync</td><td>sync delay</td><td>ReplicaSet created</td></tr>
 * <tr><td>room for new pods</td><td>sync</td><td>sync delay</td><td>new ReplicaSet scaled up</td></tr>
 * <tr><td>old pods to spare</td><td>sync</td><td>sync delay</td><td>old ReplicaSets scaled down</td></tr>
 * <tr><td>no progress</td><td>timer</td><td>progressDeadlineSeconds + 1 s</td><td>Progressing=False</td></tr>
 * <tr><td>write refused</td><td>retry</td><td>5 ms x 2^n, 15 times</td><td>sync</td></tr>
 * </table>
 *
 * <p>Left out: the deprecated rollback annotation ({@code kubectl rollout undo} no longer uses it);
 * the hash of a template has upstream's form, not its value, which depends on Go's memory layout.
 */
@NullMarked
package dev.farsight.sim.process.workload.deployment;

import org.jspecify.annotations.NullMarked;
