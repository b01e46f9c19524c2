package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Names another object.
 *
 * @param kind kind; absent when not set
 * @param namespace namespace; absent when not set
 * @param name name; absent when not set
 * @param uid uid; absent when not set
 * @param apiVersion API version; absent when not set
 */
public record ObjectReference(
    @Nullable String kind,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String uid,
    @Nullable String apiVersion) {}
