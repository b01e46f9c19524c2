package dev.farsight.sim.run;

import dev.farsight.sim.cluster.Cluster;
import dev.farsight.sim.cluster.WatchEvent;
import dev.farsight.sim.kube.Kinds;
import dev.farsight.sim.kube.Pod;

/**
 * Ends a run at the first change of a pod that no control plane can make. Such a change is an error
 * of Farsight's, never of a scenario.
 *
 * <p>Checked is what holds at every instant for every pod: it is bound once and to one node, it
 * never leaves a final phase, and only a pod with a node becomes Ready. Takes O(conditions) at each
 * change.
 */
final class RunInvariants {

  private RunInvariants() {}

  /** Watches the pods of a cluster from now on. */
  static void watch(Cluster cluster) {
    cluster.watch(Kinds.POD, 0, RunInvariants::check);
  }

  /**
   * Checks a change.
   *
   * @throws IllegalStateException if it cannot be
   */
  static void check(WatchEvent<Pod> change) {
    Pod pod = change.object();
    Pod old = change.old();
    if (old != null) {
      requireSameNode(old, pod);
      requireFinal(old, pod);
    }
    if (pod.spec().nodeName() == null && pod.status().isReady()) {
      throw broken(pod, "is Ready without a node");
    }
  }

  private static void requireSameNode(Pod old, Pod pod) {
    String before = old.spec().nodeName();
    if (before != null && !before.equals(pod.spec().nodeName())) {
      throw broken(pod, "was bound to " + before + " and is now to " + pod.spec().nodeName());
    }
  }

  private static void requireFinal(Pod old, Pod pod) {
    String before = old.status().phase();
    if (before != null && isFinal(before) && !before.equals(pod.status().phase())) {
      throw broken(pod, "had " + before + " and is now " + pod.status().phase());
    }
  }

  private static boolean isFinal(String phase) {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private static IllegalStateException broken(Pod pod, String what) {
    return new IllegalStateException("invariant broken: pod " + pod.key() + " " + what);
  }
}
