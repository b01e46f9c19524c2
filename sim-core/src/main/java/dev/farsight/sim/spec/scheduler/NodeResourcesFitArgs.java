package dev.farsight.sim.spec.scheduler;

import java.util.List;

/**
 * Arguments of the NodeResourcesFit plugin.
 *
 * @param ignoredResources extended resources that are not filtered
 * @param ignoredResourceGroups prefixes of extended resources that are not filtered
 * @param scoringStrategy how nodes are scored
 */
public record NodeResourcesFitArgs(
    List<String> ignoredResources,
    List<String> ignoredResourceGroups,
    ScoringStrategy scoringStrategy) {

  /** The default arguments. */
  public static final NodeResourcesFitArgs DEFAULT =
      new NodeResourcesFitArgs(List.of(), List.of(), ScoringStrategy.DEFAULT);

  /** Makes the lists unmodifiable. */
  public NodeResourcesFitArgs {
    ignoredResources = List.copyOf(ignoredResources);
    ignoredResourceGroups = List.copyOf(ignoredResourceGroups);
  }
}
