package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The object that an autoscaler scales.
 *
 * @param apiVersion API version; absent when not set
 * @param kind kind; absent when not set
 * @param name name
 */
public record CrossVersionObjectReference(
    @Nullable String apiVersion, @Nullable String kind, String name) {}
