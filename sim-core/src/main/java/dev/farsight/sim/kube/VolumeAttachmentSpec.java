package dev.farsight.sim.kube;

/**
 * Which volume is attached to which node.
 *
 * @param attacher name of the CSI driver; empty if none is given
 * @param nodeName name of the node; empty if none is given
 * @param source the volume
 */
public record VolumeAttachmentSpec(
    String attacher, String nodeName, VolumeAttachmentSource source) {}
