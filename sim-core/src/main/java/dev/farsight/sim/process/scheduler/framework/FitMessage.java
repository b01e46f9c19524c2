package dev.farsight.sim.process.scheduler.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text that says why a pod fits nowhere.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/scheduler/framework/types.go">FitError</a>
 */
public final class FitMessage {

  private FitMessage() {}

  /**
   * Returns the text.
   *
   * @param nodeCount number of all nodes
   * @param statuses why nodes were ruled out
   * @param preFilterMessage why the pod was rejected before filtering; empty if it was not
   * @param postFilterMessage what became of preemption; may be empty
   */
  public static String text(
      int nodeCount, NodeToStatus statuses, String preFilterMessage, String postFilterMessage) {
    StringBuilder text = new StringBuilder("0/").append(nodeCount).append(" nodes are available:");
    if (!preFilterMessage.isEmpty()) {
      text.append(' ').append(preFilterMessage).append('.');
    } else {
      List<String> reasons = histogram(statuses);
      if (!reasons.isEmpty()) {
        text.append(' ').append(String.join(", ", reasons)).append('.');
      }
    }
    if (!postFilterMessage.isEmpty()) {
      text.append(' ').append(postFilterMessage);
    }
    return text.toString();
  }

  private static List<String> histogram(NodeToStatus statuses) {
    Map<String, Integer> counts = new TreeMap<>();
    statuses.forEachRun(
        (status, nodes) -> {
          for (String reason : status.reasons()) {
            counts.merge(reason, nodes, Integer::sum);
          }
        });
    List<String> reasons = new ArrayList<>(counts.size());
    counts.forEach((reason, count) -> reasons.add(count + " " + reason));
    Collections.sort(reasons);
    return reasons;
  }
}
