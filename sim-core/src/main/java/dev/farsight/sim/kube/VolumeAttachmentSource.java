package dev.farsight.sim.kube;

import org.jspecify.annotations.Nullable;

/**
 * The volume of an attachment.
 *
 * @param persistentVolumeName name of the PersistentVolume; null for an inline volume
 */
public record VolumeAttachmentSource(@Nullable String persistentVolumeName) {}
