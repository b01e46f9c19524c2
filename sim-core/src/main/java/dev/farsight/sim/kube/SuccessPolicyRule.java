package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Which indexes have to succeed, and how many.
 *
 * @param succeededIndexes indexes such as {@code 0-2,5}; absent when not set
 * @param succeededCount how many of them, or of all, are enough; absent when not set
 */
public record SuccessPolicyRule(
    @Nullable String succeededIndexes, @Nullable Integer succeededCount) {}
