/**
 * What removes objects that nobody removes by name: the garbage collector, the pod garbage
 * collector, the time to live of finished Jobs, and the namespace controller.
 *
 * <p>Follows {@code pkg/controller/garbagecollector}, {@code podgc} and {@code ttlafterfinished} of
 * Kubernetes v1.36.
 *
 * <table>
 * <caption>life cycle</caption>
 * <tr><th>state</th><th>event</th><th>delay</th><th>next</th></tr>
 * <tr><td>owner gone</td><td>sync</td><td>sync delay</td><td>dependent deleted</td></tr>
 * <tr><td>owner waits (foreground)</td><td>sync</td><td>sync delay</td><td>dependents deleted, then the
 * finalizer goes</td></tr>
 * <tr><td>pod of a node that is gone</td><td>check every 20 s</td><td>40 s quarantine, next check</td>
 * <td>Failed, deleted at once</td></tr>
 * <tr><td>Job finished</td><td>timer</td><td>ttlSecondsAfterFinished</td><td>Job deleted</td></tr>
 * </table>
 *
 * <p>Left out: owners of kinds that are not modelled; the limit of 12,500 finished pods.
 */
@NullMarked
package dev.farsight.sim.process.garbage;

import org.jspecify.annotations.NullMarked;
