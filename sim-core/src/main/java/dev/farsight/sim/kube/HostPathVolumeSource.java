package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A path of the node.
 *
 * @param path path on the node
 * @param type what must be there; absent when not set
 */
public record HostPathVolumeSource(String path, @Nullable String type) {}
