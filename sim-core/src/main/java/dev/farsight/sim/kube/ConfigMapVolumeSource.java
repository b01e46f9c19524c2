package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume made of a ConfigMap.
 *
 * @param name name of the ConfigMap; absent when not set
 * @param optional whether the pod starts without it; absent when not set
 */
public record ConfigMapVolumeSource(@Nullable String name, @Nullable Boolean optional) {}
