package dev.farsight.sim.kube;

import java.util.List;

/**
 * Alternatives of node selector terms.
 *
 * @param nodeSelectorTerms terms, one of which must match
 */
public record NodeSelector(List<NodeSelectorTerm> nodeSelectorTerms) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeSelector {
    nodeSelectorTerms = List.copyOf(nodeSelectorTerms);
  }
}
