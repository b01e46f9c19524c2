package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A volume made of a Secret.
 *
 * @param secretName name of the Secret; absent when not set
 * @param optional whether the pod starts without it; absent when not set
 */
public record SecretVolumeSource(@Nullable String secretName, @Nullable Boolean optional) {}
