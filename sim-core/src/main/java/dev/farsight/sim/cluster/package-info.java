/**
 * The cluster state: our API server, the only place where processes meet.
 *
 * <p>{@link dev.farsight.sim.cluster.Cluster} stores immutable API objects by kind and key, gives
 * them uid, resourceVersion and generation, runs admission on creation, honours finalizers and
 * graceful deletion, and tells watchers of every change through the event list, after the watch
 * delay. Processes look at the world through an {@link dev.farsight.sim.cluster.Informer}, which
 * may be behind the store exactly as a real one is, and queue work in a {@link
 * dev.farsight.sim.cluster.WorkQueue}.
 *
 * <p>Left out: API versions and conversion, authentication, list pagination, watch bookmarks.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">API concepts</a>
 */
@NullMarked
package dev.farsight.sim.cluster;

import org.jspecify.annotations.NullMarked;
