package dev.farsight.sim.kube;

/**
 * Where a container mounts a volume.
 *
 * @param name name of the volume
 * @param mountPath path in the container
 */
public record VolumeMount(String name, String mountPath) {}
