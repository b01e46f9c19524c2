package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A check that the kubelet makes of a container.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/">upstream
 *     documentation</a>
 * @param initialDelaySeconds seconds from the container's start to the first check; absent when not
 *     set
 * @param periodSeconds seconds between checks; absent when not set
 * @param timeoutSeconds seconds after which a check fails; absent when not set
 * @param successThreshold successes in a row needed; absent when not set
 * @param failureThreshold failures in a row needed; absent when not set
 * @param httpGet HTTP check; absent when not set
 */
public record Probe(
    @Nullable Integer initialDelaySeconds,
    @Nullable Integer periodSeconds,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer successThreshold,
    @Nullable Integer failureThreshold,
    @Nullable HttpGetAction httpGet) {}
