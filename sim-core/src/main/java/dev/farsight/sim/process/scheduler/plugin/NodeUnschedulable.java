package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.kube.KubeObject;
import dev.farsight.sim.kube.Node;
import dev.farsight.sim.kube.Pod;
import dev.farsight.sim.kube.Taint;
import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.QueueingHint;
import dev.farsight.sim.process.scheduler.framework.Status;
import dev.farsight.sim.process.scheduler.framework.Tolerations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules out cordoned nodes. */
public final class NodeUnschedulable implements FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeUnschedulable";

  private static final Taint TAINT =
      new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule", null);
  private static final Status REJECTED = Status.unresolvable(NAME, "node(s) were unschedulable");

  /** Makes the plugin. */
  public NodeUnschedulable() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    boolean rejected =
        isCordoned(node.node()) && !Tolerations.tolerate(pod.pod().spec().tolerations(), TAINT);
    return rejected ? REJECTED : Status.SUCCESS;
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    return NodeReads.TRAITS;
  }

  private static boolean isCordoned(Node node) {
    return Boolean.TRUE.equals(node.spec().unschedulable());
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(
        ClusterEventWithHint.of(
            EventResource.NODE,
            ActionType.ADD | ActionType.UPDATE_NODE_TAINT,
            NodeUnschedulable::afterNodeChange),
        ClusterEventWithHint.of(
            EventResource.POD,
            ActionType.UPDATE_POD_TOLERATION,
            NodeUnschedulable::afterTolerationChange));
  }

  private static QueueingHint afterNodeChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Node original = Hints.node(oldObj);
    Node modified = Hints.node(newObj);
    return Hints.queueIf(
        modified != null && !isCordoned(modified) && (original == null || isCordoned(original)));
  }

  private static QueueingHint afterTolerationChange(
      Pod pod, @Nullable KubeObject oldObj, @Nullable KubeObject newObj) {
    Pod modified = Hints.pod(newObj);
    return Hints.queueIf(
        modified != null
            && Hints.isSame(pod, modified)
            && Tolerations.tolerate(modified.spec().tolerations(), TAINT));
  }
}
