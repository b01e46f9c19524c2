package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A port that a container opens.
 *
 * @param name name of the port; absent when not set
 * @param containerPort port number in the pod
 * @param hostPort port number on the node; absent when not set
 * @param hostIP address on the node; absent when not set
 * @param protocol TCP, UDP or SCTP; absent when not set
 */
public record ContainerPort(
    @Nullable String name,
    int containerPort,
    @Nullable Integer hostPort,
    @Nullable String hostIP,
    @Nullable String protocol) {}
