package dev.farsight.sim.kube;

/**
 * A volume of a CSI driver.
 *
 * @param driver name of the driver
 * @param volumeHandle id of the volume
 */
public record CsiPersistentVolumeSource(String driver, String volumeHandle) {}
