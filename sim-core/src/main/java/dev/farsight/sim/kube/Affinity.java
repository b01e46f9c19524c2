package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * Affinity rules of a pod.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/">upstream
 *     documentation</a>
 * @param nodeAffinity rules about nodes; absent when not set
 * @param podAffinity pods to be near; absent when not set
 * @param podAntiAffinity pods to be away from; absent when not set
 */
public record Affinity(
    @Nullable NodeAffinity nodeAffinity,
    @Nullable PodAffinity podAffinity,
    @Nullable PodAntiAffinity podAntiAffinity) {}
