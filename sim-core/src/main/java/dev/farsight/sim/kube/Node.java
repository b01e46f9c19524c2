package dev.farsight.sim.kube;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /** As the compiler would write it, in plain calls. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Node that
            && Objects.equals(metadata, that.metadata)
            && Objects.equals(spec, that.spec)
            && Objects.equals(status, that.status));
  }

  @Override
  public int hashCode() {
    return metadata.hashCode();
  }
}
