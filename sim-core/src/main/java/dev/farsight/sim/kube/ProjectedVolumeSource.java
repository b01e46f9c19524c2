package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume made of several sources, none of which matters to scheduling.
 *
 * @param defaultMode file mode; absent when not set
 */
public record ProjectedVolumeSource(@Nullable Integer defaultMode) {}
