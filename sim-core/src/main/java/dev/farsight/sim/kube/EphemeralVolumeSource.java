package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume backed by a claim made for the pod.
 *
 * @param volumeClaimTemplate template of the claim; absent when not set
 */
public record EphemeralVolumeSource(@Nullable PersistentVolumeClaimTemplate volumeClaimTemplate) {}
