package dev.farsight.sim.process.scheduler.plugin;

import dev.farsight.sim.process.scheduler.framework.ActionType;
import dev.farsight.sim.process.scheduler.framework.ClusterEventWithHint;
import dev.farsight.sim.process.scheduler.framework.CycleState;
import dev.farsight.sim.process.scheduler.framework.EnqueueExtensions;
import dev.farsight.sim.process.scheduler.framework.EventResource;
import dev.farsight.sim.process.scheduler.framework.FilterPlugin;
import dev.farsight.sim.process.scheduler.framework.NodeInfo;
import dev.farsight.sim.process.scheduler.framework.NodeReads;
import dev.farsight.sim.process.scheduler.framework.PodInfo;
import dev.farsight.sim.process.scheduler.framework.Status;
import java.util.List;

/** Rules out nodes other than the one a pod names. */
public final class NodeName implements FilterPlugin, EnqueueExtensions {

  /** Upstream name of the plugin. */
  public static final String NAME = "NodeName";

  private static final Status REJECTED =
      Status.unresolvable(NAME, "node(s) didn't match the requested node name");

  /** Makes the plugin. */
  public NodeName() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Status filter(CycleState state, PodInfo pod, NodeInfo node) {
    String wanted = pod.pod().spec().nodeName();
    return wanted == null || wanted.isEmpty() || wanted.equals(node.name())
        ? Status.SUCCESS
        : REJECTED;
  }

  @Override
  public NodeReads filterReads(CycleState state, PodInfo pod) {
    String wanted = pod.pod().spec().nodeName();
    return wanted == null || wanted.isEmpty() ? NodeReads.TRAITS : NodeReads.EVERYTHING;
  }

  @Override
  public List<ClusterEventWithHint> eventsToRegister() {
    return List.of(ClusterEventWithHint.always(EventResource.NODE, ActionType.ADD));
  }
}
