/**
 * What all workload controllers share: making and deleting pods, expectations, claiming by
 * selector, and the order in which pods are given up.
 *
 * <p>Follows {@code pkg/controller/controller_utils.go} and {@code controller_ref_manager.go} of
 * Kubernetes v1.36. All effects of one sync happen at one instant; the worker stays busy for the
 * time its API calls would have taken.
 */
@NullMarked
package dev.farsight.sim.process.workload;

import org.jspecify.annotations.NullMarked;
