package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a volume.
 *
 * @param phase Available, Bound, Released or Failed; absent when not set
 */
public record PersistentVolumeStatus(@Nullable String phase) {}
