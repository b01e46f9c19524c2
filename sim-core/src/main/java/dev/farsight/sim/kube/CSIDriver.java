package dev.farsight.sim.kube;

/**
 * A CSI driver.
 *
 * @param metadata metadata
 * @param spec abilities
 */
public record CSIDriver(ObjectMeta metadata, CSIDriverSpec spec) implements KubeObject {

  @Override
  public Kind<CSIDriver> kind() {
    return Kinds.CSIDRIVER;
  }

  @Override
  public CSIDriver withMetadata(ObjectMeta metadata) {
    return new CSIDriver(metadata, spec);
  }
}
