package dev.farsight.sim.kube;

/**
 * A node, bare or virtual machine.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/nodes/">upstream documentation</a>
 * @param metadata metadata
 * @param spec wanted state
 * @param status observed state
 */
public record Node(ObjectMeta metadata, NodeSpec spec, NodeStatus status) implements KubeObject {

  @Override
  public Kind<Node> kind() {
    return Kinds.NODE;
  }

  @Override
  public Node withMetadata(ObjectMeta metadata) {
    return new Node(metadata, spec, status);
  }

  /** Returns a copy with another {@code spec}. */
  public Node withSpec(NodeSpec spec) {
    return new Node(metadata, spec, status);
  }

  /** Returns a copy with another {@code status}. */
  public Node withStatus(NodeStatus status) {
    return new Node(metadata, spec, status);
  }
}
