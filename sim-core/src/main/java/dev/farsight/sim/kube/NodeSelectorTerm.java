package dev.farsight.sim.kube;

import java.util.List;

/**
 * Expressions that must all hold for a node.
 *
 * @param matchExpressions expressions over labels
 * @param matchFields expressions over fields (metadata.name)
 */
public record NodeSelectorTerm(
    List<NodeSelectorRequirement> matchExpressions, List<NodeSelectorRequirement> matchFields) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public NodeSelectorTerm {
    matchExpressions = List.copyOf(matchExpressions);
    matchFields = List.copyOf(matchFields);
  }
}
