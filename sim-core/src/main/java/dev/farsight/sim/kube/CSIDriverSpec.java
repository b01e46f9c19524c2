package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What a CSI driver can do.
 *
 * @param storageCapacity whether it publishes storage capacity; absent when not set
 * @param attachRequired whether volumes are attached; absent when not set
 */
public record CSIDriverSpec(@Nullable Boolean storageCapacity, @Nullable Boolean attachRequired) {}
