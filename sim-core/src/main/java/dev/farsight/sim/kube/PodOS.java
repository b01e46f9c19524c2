package dev.farsight.sim.kube;

/**
 * Operating system a pod is made for.
 *
 * @param name linux or windows
 */
public record PodOS(String name) {}
