package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Template of a claim made for a pod.
 *
 * @param metadata labels and annotations of the claim; absent when not set
 * @param spec wanted state of the claim
 */
public record PersistentVolumeClaimTemplate(
    @Nullable ObjectMeta metadata, PersistentVolumeClaimSpec spec) {}
