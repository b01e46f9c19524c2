/**
 * The disruption controller: keeps the status of PodDisruptionBudgets. (The Eviction API that uses
 * it up is {@link dev.farsight.sim.cluster.EvictionApi}.)
 *
 * <p>Follows {@code pkg/controller/disruption} of Kubernetes v1.36: a percentage or maxUnavailable
 * counts the wanted pods of the controllers; a pod that was evicted and does not go within two
 * minutes counts again.
 *
 * <p>Left out: scale subresources of custom resources; stale DisruptionTarget conditions.
 */
@NullMarked
package dev.farsight.sim.process.disruption;

import org.jspecify.annotations.NullMarked;
