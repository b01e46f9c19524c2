package dev.farsight.sim.process.load;

import dev.farsight.sim.kube.Pod;

/** Which pods can work. */
final class ReadyPods {

  private ReadyPods() {}

  /** Returns whether a pod is Ready and not on its way out. */
  static boolean isReady(Pod pod) {
    return !pod.metadata().isTerminating() && pod.status().isReady();
  }
}
