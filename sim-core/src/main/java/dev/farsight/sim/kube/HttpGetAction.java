package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that a probe makes.
 *
 * @param path path of the request; absent when not set
 * @param port port number or name; absent when not set
 * @param scheme HTTP or HTTPS; absent when not set
 */
public record HttpGetAction(
    @Nullable String path, @Nullable IntOrString port, @Nullable String scheme) {}
