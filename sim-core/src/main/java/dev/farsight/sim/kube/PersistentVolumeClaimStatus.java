package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a claim.
 *
 * @param phase Pending, Bound or Lost; absent when not set
 */
public record PersistentVolumeClaimStatus(@Nullable String phase) {}
