package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Nodes from which a volume can be reached.
 *
 * @param required hard requirement; absent when not set
 */
public record VolumeNodeAffinity(@Nullable NodeSelector required) {}
