package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The name of an object in the same namespace.
 *
 * @param name name of the object; absent when not set
 */
public record LocalObjectReference(@Nullable String name) {}
