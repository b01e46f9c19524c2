package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a namespace.
 *
 * @param phase Active or Terminating; absent when not set
 */
public record NamespaceStatus(@Nullable String phase) {}
