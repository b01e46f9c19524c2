package dev.farsight.sim.spec;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.WellKnown;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses nodes by name or labels; every condition given must hold.
 *
 * @param name name of a node, or of the node group whose nodes all are meant; absent for any
 * @param selector labels; absent for any
 */
public record NodeFilter(@Nullable String name, @Nullable LabelSelector selector) {

  /** Returns whether a node is chosen. */
  public boolean matches(Node node) {
    return (name == null || isNamed(node))
        && (selector == null || selector.matches(node.metadata().labels()));
  }

  private boolean isNamed(Node node) {
    Map<String, String> labels = node.metadata().labels();
    return node.name().equals(name)
        || (name != null
            && (name.equals(labels.get(WellKnown.NODE_GROUP))
                || name.equals(labels.get(WellKnown.EKSCTL_NODE_GROUP))));
  }
}
