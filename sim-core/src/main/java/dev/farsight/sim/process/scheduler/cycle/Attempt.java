package dev.farsight.sim.process.scheduler.cycle;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.process.scheduler.framework.BestNodes;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a scheduling attempt.
 *
 * @param node node chosen; absent if the pod fits nowhere
 * @param best nodes of the highest score, sorted; the choice was among them
 * @param message text of the condition PodScheduled=False; empty if a node was chosen
 * @param rejected whether plugins rejected the pod, as opposed to an error
 * @param unschedulablePlugins plugins to blame; none for an error or while there are no nodes
 * @param nominatedNode node the pod is nominated to now; empty clears; absent leaves a nomination
 * @param victims pods to evict for it, most important first
 * @param pdbViolations victims whose eviction violates a disruption budget
 */
public record Attempt(
    @Nullable String node,
    List<String> best,
    String message,
    boolean rejected,
    SortedSet<String> unschedulablePlugins,
    @Nullable String nominatedNode,
    List<Pod> victims,
    int pdbViolations) {

  /** Longest note of an event, in bytes. */
  private static final int NOTE_LENGTH_LIMIT = 1024;

  /** Makes the collections unmodifiable. */
  public Attempt {
    best = BestNodes.copyOf(best);
    unschedulablePlugins =
        unschedulablePlugins.isEmpty()
            ? Collections.emptySortedSet()
            : Collections.unmodifiableSortedSet(new TreeSet<>(unschedulablePlugins));
    victims = List.copyOf(victims);
  }

  static Attempt placed(String node, List<String> best, SortedSet<String> plugins) {
    return new Attempt(node, best, "", false, plugins, null, List.of(), 0);
  }

  static Attempt failed(String message, boolean rejected) {
    return new Attempt(null, List.of(), message, rejected, new TreeSet<>(), "", List.of(), 0);
  }

  /** Returns the note of the FailedScheduling event: the message, cut to 1024 bytes. */
  public String eventMessage() {
    String suffix = " ...";
    return message.length() <= NOTE_LENGTH_LIMIT
        ? message
        : message.substring(0, NOTE_LENGTH_LIMIT - suffix.length()) + suffix;
  }
}
