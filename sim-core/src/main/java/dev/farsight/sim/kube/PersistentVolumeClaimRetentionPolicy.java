package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What happens to a StatefulSet's claims.
 *
 * @param whenDeleted Retain or Delete; absent when not set
 * @param whenScaled Retain or Delete; absent when not set
 */
public record PersistentVolumeClaimRetentionPolicy(
    @Nullable String whenDeleted, @Nullable String whenScaled) {}
