package dev.farsight.sim.process.load;

import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.PodCondition;

/** Which pods can work. */
final class ReadyPods {

  private ReadyPods() {}

  /** Returns whether a pod is Ready and not on its way out. */
  static boolean isReady(Pod pod) {
    if (pod.metadata().isTerminating()) {
      return false;
    }
    for (PodCondition condition : pod.status().conditions()) {
      if (condition.type().equals("Ready")) {
        return condition.status().equals("True");
      }
    }
    return false;
  }
}
