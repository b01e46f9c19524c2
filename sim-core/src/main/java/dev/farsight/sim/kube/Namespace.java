package dev.farsight.sim.kube;

/**
 * A Namespace.
 *
 * @param metadata metadata
 * @param status observed state
 */
public record Namespace(ObjectMeta metadata, NamespaceStatus status) implements KubeObject {

  @Override
  public Kind<Namespace> kind() {
    return Kinds.NAMESPACE;
  }

  @Override
  public Namespace withMetadata(ObjectMeta metadata) {
    return new Namespace(metadata, status);
  }

  /** Returns a copy with another {@code status}. */
  public Namespace withStatus(NamespaceStatus status) {
    return new Namespace(metadata, status);
  }
}
