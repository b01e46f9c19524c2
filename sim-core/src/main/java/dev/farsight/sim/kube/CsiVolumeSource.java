package dev.farsight.sim.kube;

/**
 * A volume that a CSI driver makes inline.
 *
 * @param driver name of the driver
 */
public record CsiVolumeSource(String driver) {}
