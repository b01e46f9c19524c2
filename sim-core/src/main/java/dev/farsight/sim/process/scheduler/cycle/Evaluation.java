package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.process.scheduler.framework.NodeToStatus;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What filtering found out about a pod.
 *
 * @param status success, the rejection of a PreFilter plugin, or an error
 * @param feasible nodes that passed, in the order they were looked at
 * @param statuses why the others were ruled out
 * @param preFilterMessage rejection of a PreFilter plugin; empty if there is none
 * @param unschedulablePlugins plugins that rejected the pod somewhere
 */
public record Evaluation(
    Status status,
    FeasibleNodes feasible,
    NodeToStatus statuses,
    String preFilterMessage,
    SortedSet<String> unschedulablePlugins) {

  /** Makes the set unmodifiable. */
  public Evaluation {
    unschedulablePlugins =
        unschedulablePlugins.isEmpty()
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(unschedulablePlugins));
  }
}
