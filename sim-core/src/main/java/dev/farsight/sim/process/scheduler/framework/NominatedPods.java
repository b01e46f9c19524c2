package dev.farsight.sim.process.scheduler.framework;

import dev.farsight.sim.kube.Pod;
import java.util.List;

/** Knows the pods that preemption has nominated to nodes. */
@FunctionalInterface
public interface NominatedPods {

  /** Returns the pods nominated to a node. */
  List<Pod> onNode(String nodeName);

  /** Returns whether pods may be nominated to some node; no node is asked about if not. */
  default boolean mayExist() {
    return true;
  }
}
