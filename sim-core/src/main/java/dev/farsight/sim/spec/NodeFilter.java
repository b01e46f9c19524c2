package dev.farsight.sim.spec;

import dev.farsight.sim.kube.LabelSelector;
import dev.farsight.sim.kube.Node;
import org.jspecify.annotations.Nullable;

/**
 * Chooses nodes by name or labels; every condition given must hold.
 *
 * @param name name; absent for any
 * @param selector labels; absent for any
 */
public record NodeFilter(@Nullable String name, @Nullable LabelSelector selector) {

  /** Returns whether a node is chosen. */
  public boolean matches(Node node) {
    return (name == null || name.equals(node.name()))
        && (selector == null || selector.matches(node.metadata().labels()));
  }
}
