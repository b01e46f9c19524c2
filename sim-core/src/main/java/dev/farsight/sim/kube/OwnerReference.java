package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Names the object that owns another.
 *
 * @param apiVersion API version of the owner
 * @param kind kind of the owner
 * @param name name of the owner
 * @param uid uid of the owner
 * @param controller whether the owner is the managing controller; absent when not set
 * @param blockOwnerDeletion whether foreground deletion of the owner waits for this object; absent
 *     when not set
 */
public record OwnerReference(
    String apiVersion,
    String kind,
    String name,
    String uid,
    @Nullable Boolean controller,
    @Nullable Boolean blockOwnerDeletion) {}
