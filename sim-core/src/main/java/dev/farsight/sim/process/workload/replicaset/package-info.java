/**
 * The ReplicaSet controller: keeps as many active pods as wanted.
 *
 * <p>Follows {@code pkg/controller/replicaset} of Kubernetes v1.36: expectations, slow-start
 * batches (1, 2, 4 ...) at most 500 pods a sync, deletion by rank, status with available and
 * terminating pods, retries of a refused creation after 5 ms doubled each time up to 1000 s.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>too few pods</td><td>sync</td><td>sync delay</td><td>pods created in batches</td></tr>
 * <tr><td>creation refused</td><td>retry</td><td>5 ms x 2^n, at most 1000 s</td><td>sync</td></tr>
 * <tr><td>too many pods</td><td>sync</td><td>sync delay</td><td>pods deleted by rank</td></tr>
 * <tr><td>pod Ready, minReadySeconds</td><td>timer</td><td>minReadySeconds</td><td>status</td></tr>
 * </table>
 *
 * <p>Left out: the consistency store (a sync keeps its worker busy for its API calls instead, so
 * the cache has caught up before the next one).
 */
@NullMarked
package dev.farsight.sim.process.workload.replicaset;

import org.jspecify.annotations.NullMarked;
