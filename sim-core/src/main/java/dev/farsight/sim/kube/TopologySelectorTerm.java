package dev.farsight.sim.kube;

import java.util.List;

/**
 * Labels a class allows for its volumes.
 *
 * @param matchLabelExpressions requirements
 */
public record TopologySelectorTerm(List<TopologySelectorLabelRequirement> matchLabelExpressions) {

  /** Makes lists and maps unmodifiable; maps iterate in the order of their keys. */
  public TopologySelectorTerm {
    matchLabelExpressions = List.copyOf(matchLabelExpressions);
  }
}
