package dev.farsight.sim.kube;

/**
 * An environment variable; its value is not read, it may be a secret.
 *
 * @param name name of the variable
 */
public record EnvVar(String name) {}
