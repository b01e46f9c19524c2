package dev.farsight.sim.kube;

/**
 * A volume on an NFS server.
 *
 * @param server host of the server
 * @param path path exported
 */
public record NfsVolumeSource(String server, String path) {}
