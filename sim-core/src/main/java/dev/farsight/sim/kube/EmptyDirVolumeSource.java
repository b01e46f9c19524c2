package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A scratch volume.
 *
 * @param medium empty or Memory; absent when not set
 * @param sizeLimit greatest size; absent when not set
 */
public record EmptyDirVolumeSource(@Nullable String medium, @Nullable Quantity sizeLimit) {}
