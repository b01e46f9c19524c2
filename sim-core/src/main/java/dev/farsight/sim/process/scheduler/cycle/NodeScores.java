package dev.farsight.sim.process.scheduler.cycle;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The final scores of a node.
 *
 * @param node name of the node
 * @param byPlugin normalised and weighted score of each plugin that did not skip
 * @param total their sum
 */
public record NodeScores(String node, Map<String, Long> byPlugin, long total) {

  /** Makes the map unmodifiable, in the order of the plugins' names. */
  public NodeScores {
    byPlugin = Collections.unmodifiableMap(new TreeMap<>(byPlugin));
  }
}
