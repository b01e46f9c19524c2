package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Security settings of a whole pod.
 *
 * @param runAsUser user id; absent when not set
 * @param runAsNonRoot whether root is refused; absent when not set
 * @param fsGroup group of the volumes; absent when not set
 */
public record PodSecurityContext(
    @Nullable Long runAsUser, @Nullable Boolean runAsNonRoot, @Nullable Long fsGroup) {}
