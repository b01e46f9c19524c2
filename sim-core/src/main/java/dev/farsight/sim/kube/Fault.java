package dev.farsight.sim.kube;

/**
 * Something that is broken in the world around the cluster, as long as the object exists.
 *
 * @param metadata metadata
 * @param spec what is broken
 */
public record Fault(ObjectMeta metadata, FaultSpec spec) implements KubeObject {

  @Override
  public Kind<Fault> kind() {
    return Kinds.FAULT;
  }

  @Override
  public Fault withMetadata(ObjectMeta metadata) {
    return new Fault(metadata, spec);
  }
}
