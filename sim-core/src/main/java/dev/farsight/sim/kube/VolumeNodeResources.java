package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Volumes a driver can attach to a node.
 *
 * @param count greatest number; absent when not set
 */
public record VolumeNodeResources(@Nullable Integer count) {}
