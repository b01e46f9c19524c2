package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * A port of a Service.
 *
 * @param name name; absent when not set
 * @param port port number
 * @param targetPort port of the pods; absent when not set
 * @param protocol TCP, UDP or SCTP; absent when not set
 */
public record ServicePort(
    @Nullable String name, int port, @Nullable IntOrString targetPort, @Nullable String protocol) {}
