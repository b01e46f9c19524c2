package dev.farsight.sim.kube;

/**
 * The intent to attach a volume to a node, or the fact that it is.
 *
 * @param metadata metadata
 * @param spec which volume, which node
 */
public record VolumeAttachment(ObjectMeta metadata, VolumeAttachmentSpec spec)
    implements KubeObject {

  @Override
  public Kind<VolumeAttachment> kind() {
    return Kinds.VOLUME_ATTACHMENT;
  }

  @Override
  public VolumeAttachment withMetadata(ObjectMeta metadata) {
    return new VolumeAttachment(metadata, spec);
  }
}
