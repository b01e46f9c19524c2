package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A claim for devices.
 *
 * @param name name in the pod
 * @param resourceClaimName name of a ResourceClaim; absent when not set
 * @param resourceClaimTemplateName name of a ResourceClaimTemplate; absent when not set
 */
public record PodResourceClaim(
    String name, @Nullable String resourceClaimName, @Nullable String resourceClaimTemplateName) {}
