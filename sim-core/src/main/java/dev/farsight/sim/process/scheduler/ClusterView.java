package dev.farsight.sim.process.scheduler;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;

/** Nodes and the pods on them, as scheduling cycles see them; the scheduler's cache keeps it. */
public interface ClusterView {

  /** Takes in a node, or its newer version. */
  void setNode(Node node);

  /** Forgets a node; pods on it may still be there. */
  void removeNode(String name);

  /** Takes in a pod with a node name, bound or assumed; its node may be unknown. */
  void addPod(Pod pod);

  /** Forgets a pod that was added, in the version that was added. */
  void removePod(Pod pod);

  /** Takes in any other object that plugins look up, or its newer version. */
  void setObject(KubeObject object);

  /** Forgets any other object. */
  void removeObject(KubeObject object);
}
