package dev.farsight.sim.kube;

/**
 * CSI facts of a node.
 *
 * @param metadata metadata
 * @param spec drivers
 */
public record CSINode(ObjectMeta metadata, CSINodeSpec spec) implements KubeObject {

  @Override
  public Kind<CSINode> kind() {
    return Kinds.CSINODE;
  }

  @Override
  public CSINode withMetadata(ObjectMeta metadata) {
    return new CSINode(metadata, spec);
  }
}
