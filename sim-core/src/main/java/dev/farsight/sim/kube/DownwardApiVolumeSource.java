package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume made of the pod's own fields.
 *
 * @param defaultMode file mode; absent when not set
 */
public record DownwardApiVolumeSource(@Nullable Integer defaultMode) {}
