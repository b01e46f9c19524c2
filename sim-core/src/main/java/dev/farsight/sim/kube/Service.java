package dev.farsight.sim.kube;

/**
 * A Service.
 *
 * @param metadata metadata
 * @param spec wanted state
 */
public record Service(ObjectMeta metadata, ServiceSpec spec) implements KubeObject {

  @Override
  public Kind<Service> kind() {
    return Kinds.SERVICE;
  }

  @Override
  public Service withMetadata(ObjectMeta metadata) {
    return new Service(metadata, spec);
  }
}
