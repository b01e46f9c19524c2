package dev.farsight.scenario.manifest;

import org.jspecify.annotations.Nullable;

/**
 * What an input says about the cluster itself.
 *
 * @param name name of the cluster
 * @param region AWS region; absent where left open
 * @param version Kubernetes version; absent where left open
 */
public record ClusterSource(String name, @Nullable String region, @Nullable String version) {}
