package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume backed by a claim.
 *
 * @param claimName name of the claim in the pod's namespace
 * @param readOnly whether it is mounted read-only; absent when not set
 */
public record PersistentVolumeClaimVolumeSource(String claimName, @Nullable Boolean readOnly) {}
